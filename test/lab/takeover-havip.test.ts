import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { makeByHand } from '../bench/failover/guide-havip.js';
import { describeLab } from './needs-lab.js';
import { owners, runJson } from './product.js';

describeLab('a pair on a HAVIP that was set up by hand', () => {
  let lab: Lab;
  let vip: string;
  let answers: string;

  beforeAll(async () => {
    lab = await startLab();
    vip = await makeByHand(lab);
    answers = await lab.answers({ mechanism: 'havip' });
  });
  afterAll(() => lab?.close());

  it('is recognised and shown as what it is', async () => {
    const { code, stdout, stderr } = await lab.run(['plan', '--answers', answers, '--verbose']);
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).toContain(`set up by hand from the guide: VIP ${vip} announced beside 10.0.1.17`);
  });

  it('is refused, and the right key named, by the other mechanism', async () => {
    const { code, stderr } = await lab.run(['plan', '--answers', await lab.answers()]);
    expect(code).toBe(2);
    expect(stderr).toContain('set mechanism: havip');
  });

  it('is taken over without an outage: no claim, and every file is kept', async () => {
    await lab.cloud.clearCalls();
    const ping = lab.ping('client', vip, { intervalMs: 20 });
    await ping.nextReply(0, 5000);
    const { code, stdout, stderr } = await lab.run(['--answers', answers, '--yes', '--no-drill']);
    expect(code, stdout + stderr).toBe(0);
    const { lost, silence } = await ping.stop();
    console.log(`taken over: ${lost} pings of 20 ms lost, longest silence ${silence.ms} ms`);
    expect(lost).toBeLessThanOrEqual(3);
    expect((await lab.cloud.claims()).filter(({ outcome }) => outcome === 'honoured')).toEqual([]);
    expect(await owners(lab, vip)).toEqual({ cloud: 'a', nic: ['a'], vrrp: ['a'] });
    const kept = 'cat /var/lib/ha-setup/backups/*/etc/keepalived/keepalived.conf';
    for (const name of ['a', 'b'] as const) {
      expect((await lab.machines[name].exec(['sh', '-c', kept])).stdout).toContain('garp_master_refresh 5');
    }
  });

  it('is then a pair like any other: nothing to change, and it fails over', async () => {
    const again = await runJson(lab, ['--answers', answers, '--yes', '--no-drill']);
    expect(again.code, again.stderr).toBe(0);
    expect(again.result.changed).toBe(0);
    const { code, stderr } = await lab.run(['switchover', '--answers', answers]);
    expect(code, stderr).toBe(0);
    expect(await lab.cloud.owner(vip)).toBe('eni-labnode2');
  });

  it('gets its files back when it is taken down, and keeps its HAVIP', async () => {
    const { code, stdout, stderr } = await lab.run(['uninstall', '--answers', answers, '--yes']);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('put back the /etc/keepalived/keepalived.conf');
    for (const name of ['a', 'b'] as const) {
      const { stdout: text } = await lab.machines[name].exec([
        'sh',
        '-c',
        'cat /etc/keepalived/keepalived.conf; ls /etc/keepalived',
      ]);
      expect(text).toContain('vrrp_instance VI_1');
      expect(text).toContain('garp_master_refresh 5');
      expect(text).not.toContain('vip.py');
    }
    expect((await lab.cloud.record()).haVips.map(({ address }) => address)).toEqual([vip]);
  });
});
