import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { describeLab } from './needs-lab.js';
import { owners, runJson } from './product.js';

/** Steps that a run may make before it is killed with -9, and how long after its last one, in ms: mid-change or between two. */
const deaths = [1, 2, 3].flatMap((steps) => [0, 40, 150].map((delay) => ({ steps, delay })));

describeLab('a run that is killed again and again', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  /** True where the run came to its end before it could be killed. */
  const runAndKill = async (answers: string, { steps, delay }: (typeof deaths)[number]) => {
    const child = lab.spawn(['--answers', answers, '--yes', '--no-drill']);
    let seen = 0;
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      seen = text.split('\n').filter((line) => /^ {11}\S/.test(line)).length;
      if (seen >= steps) void sleep(delay).then(() => child.kill('SIGKILL'));
    });
    const [code] = await new Promise<[number | null, string | null]>((resolve) =>
      child.on('close', (status, signal) => resolve([status, signal])),
    );
    return code === 0;
  };

  it('is completed by the same command: one VIP, one EIP, one holder, nothing left to change', async () => {
    const answers = await lab.answers({ eip: 'allocate', mode: 'preferred', preferred: 'ins-labnode1', failback: 2 });
    let kills = 0;
    let finished = false;
    while (!finished && kills < 60) {
      finished = await runAndKill(answers, deaths[kills % deaths.length] ?? { steps: 1, delay: 0 });
      if (!finished) kills += 1;
    }
    expect(finished).toBe(true);
    expect(kills).toBeGreaterThan(9);
    const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes', '--no-drill']);
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({ changed: 0, vip: '10.0.1.254' });
    const { enis, eips } = await lab.cloud.record();
    const ours = enis.flatMap(({ ips }) => ips).filter(({ description }) => description === 'ha-setup-web');
    expect(ours.map(({ address }) => address)).toEqual(['10.0.1.254']);
    expect(eips.filter(({ name }) => name === 'ha-setup-web')).toHaveLength(1);
    expect(await owners(lab, '10.0.1.254')).toEqual({ cloud: 'a', nic: ['a'], vrrp: ['a'] });
  });

  it('leaves no half-written file behind on the hosts', async () => {
    const strays =
      'find /etc/keepalived /etc/systemd/system/keepalived.service.d /var/lib/ha-setup -name "*ha-setup-new*" -o -name "*.tmp*" -o -name ".*"';
    for (const machine of Object.values(lab.machines)) {
      const found = await machine.exec(['sh', '-c', `${strays} -type f`]);
      expect(found.stdout.split('\n').filter((line) => !/\/\.$/.test(line) && line !== '')).toEqual([]);
    }
  });
});
