import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { describeLab } from './needs-lab.js';

/** Every package and every file that a run could have touched, by what is in it. */
const inventory = `dpkg-query -W; ls -d /etc/keepalived /run/ha-setup* /var/log/keepalived* 2>/dev/null
find /etc /var/lib/ha-setup -type f ! -name ld.so.cache ! -name '*-' 2>/dev/null | sort | xargs sha256sum
systemctl list-unit-files --state=enabled --no-legend; ip -4 -o addr show dev eth0 | awk '{ print $4 }'
pgrep -x 'keepalived|ha-setup-vip'`;

describeLab('uninstall', () => {
  let lab: Lab;
  let answers: string;
  let before: Record<'a' | 'b', string>;

  beforeAll(async () => {
    lab = await startLab({ knobs: { landingMs: 500, assignMs: 100, eipMs: 100 } });
    await lab.machines.a.write('/etc/keepalived/README', 'a note of mine\n', 0o600);
    await lab.machines.b.exec([
      'sh',
      '-c',
      'apt-get -q update && apt-get -qy install --no-install-recommends keepalived',
    ]);
    before = await look();
    answers = await lab.answers({ eip: 'allocate' });
    await setUp();
  });
  afterAll(() => lab?.close());

  const look = async () => {
    const [a, b] = await Promise.all(
      (['a', 'b'] as const).map(async (name) => (await lab.machines[name].exec(['sh', '-c', inventory])).stdout),
    );
    return { a: a ?? '', b: b ?? '' };
  };
  const setUp = async () => {
    const { code, stderr, stdout } = await lab.run(['--answers', answers, '--yes', '--no-drill']);
    expect(code, stderr + stdout).toBe(0);
  };
  const uninstall = (...words: readonly string[]) => lab.run(['uninstall', '--answers', answers, ...words]);
  const inCloud = async () => {
    const { enis, eips } = await lab.cloud.record();
    const vips = enis.flatMap(({ ips }) => ips.filter(({ description }) => description === 'ha-setup-web'));
    return { vips: vips.length, eips: eips.filter(({ name }) => name === 'ha-setup-web').length };
  };

  it('shows its plan and changes nothing where nobody says yes', async () => {
    await lab.cloud.clearCalls();
    const now = await look();
    const { code, stdout, stderr } = await uninstall();
    expect(code).toBe(1);
    expect(stdout).toContain('put back the /etc/keepalived/README that was there before');
    expect(stdout).toContain('remove keepalived and python3, which ha-setup installed');
    expect(stderr).toContain('--yes');
    expect(await look()).toEqual(now);
    expect(await lab.cloud.mutations()).toEqual([]);
  });

  it('that was killed half-way is completed by the same command, and both hosts are as they were before', async () => {
    const child = lab.spawn(['uninstall', '--answers', answers, '--yes']);
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('files: remove /etc/keepalived/vip.py')) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(said).not.toContain('is taken down');
    const { code, stdout, stderr } = await uninstall('--yes');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('web is taken down.');
    expect(stdout).toMatch(/Left in the cloud: the VIP 10\.0\.1\.254 on eni-labnode\d\./);
    expect(stdout).toContain('which costs money while it exists');
    expect(await look()).toEqual(before);
    expect(await inCloud()).toEqual({ vips: 1, eips: 1 });
  });

  it('run again does nothing and says so', async () => {
    await lab.cloud.clearCalls();
    const { code, stdout } = await uninstall('--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to take down');
    expect(await lab.cloud.mutations()).toEqual([]);
  });

  it('wants to be told that a host which does not answer is gone, and then goes on without it', async () => {
    await setUp();
    expect(await inCloud()).toEqual({ vips: 1, eips: 1 });
    await lab.machines.b.powerOff();
    const refused = await uninstall('--yes');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--gone ins-labnode2');
    const { code, stdout, stderr } = await uninstall('--yes', '--gone', 'ins-labnode2');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Left on ins-labnode2, which was not reached');
    expect((await lab.machines.a.exec(['sh', '-c', inventory])).stdout).toEqual(before.a);
  });

  it('takes the VIP and the EIP too where that is asked for, also after the cloud has lost a host', async () => {
    await lab.cloud.change({ kind: 'move', address: '10.0.1.254', to: 'eni-labnode1' });
    await lab.cloud.change({ kind: 'remove-instance', id: 'ins-labnode2' });
    const { code, stdout, stderr } = await uninstall('--yes', '--vip', 'remove', '--eip', 'release', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ vip: null, eip: null, missing: ['ins-labnode2'] });
    expect(stderr).toContain('ins-labnode2 does not exist any more');
    expect(await inCloud()).toEqual({ vips: 0, eips: 0 });
  });
});
