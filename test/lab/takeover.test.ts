import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/lab.js';
import { guide } from '../bench/failover/guide.js';
import { describeLab } from './needs-lab.js';
import { owners, runJson } from './product.js';

const vip = '10.0.1.100';

describeLab('a pair that was set up by hand from the guide', () => {
  let lab: Lab;
  let answers: string;

  beforeAll(async () => {
    ({ lab } = await guide.start('stable'));
    answers = await lab.answers({ vip: 'auto' });
  });
  afterAll(() => lab?.close());

  const moves = async () =>
    (await lab.cloud.mutations()).filter(({ action, code }) => action === 'MigratePrivateIpAddress' && code === 'ok')
      .length;

  it('is recognised and shown as what it is, without the key inside its scripts', async () => {
    const { code, stdout, stderr } = await lab.run(['plan', '--answers', answers, '--verbose']);
    expect(code, stderr).toBe(0);
    const said = stdout + stderr;
    expect(said).toContain(`set up by hand from the guide: VIP ${vip} between eni-labnode1 and eni-labnode2`);
    expect(said).toContain('replace /etc/keepalived/vip.py');
    expect(said).toContain(`name ${vip} on eni-labnode1 ha-setup-web`);
    expect(said).not.toMatch(/AKIDlabHost|labHostSecretKey/);
  });

  it('is refused where the answers mean another VIP', async () => {
    const { code, stderr } = await lab.run(['plan', '--answers', await lab.answers({ vip: '10.0.1.99' })]);
    expect(code).toBe(2);
    expect(stderr).toContain(`set vip: ${vip} (or auto)`);
  });

  it('is taken over without an outage: the VIP stays where it is, and every file is kept', async () => {
    const before = await moves();
    const ping = lab.ping('client', vip, { intervalMs: 20 });
    await ping.nextReply(0, 5000);
    const { code, stdout, stderr } = await lab.run(['--answers', answers, '--yes', '--no-drill']);
    expect(code, stdout + stderr).toBe(0);
    const { lost, silence } = await ping.stop();
    console.log(`taken over: ${lost} pings of 20 ms lost, longest silence ${silence.ms} ms`);
    expect(lost).toBeLessThanOrEqual(3);
    expect((await moves()) - before).toBe(0);
    expect(await owners(lab, vip)).toEqual({ cloud: 'a', nic: ['a'], vrrp: ['a'] });
    const kept = 'cat /var/lib/ha-setup/backups/*/etc/keepalived/*';
    for (const name of ['a', 'b'] as const) {
      const { stdout: text } = await lab.machines[name].exec(['sh', '-c', kept]);
      for (const mark of ['vrrp_instance VI_1', 'thatNetworkInterfaceId', 'vip_check_failed_count', 'notify_master']) {
        expect(text).toContain(mark);
      }
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

  it("gets the guide's files back when it is taken down", async () => {
    const { code, stdout, stderr } = await lab.run(['uninstall', '--answers', answers, '--yes']);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('put back the /etc/keepalived/keepalived.conf');
    const conf = await lab.machines.b.exec(['cat', '/etc/keepalived/keepalived.conf', '/etc/keepalived/vip.py']);
    expect(conf.stdout).toContain('vrrp_instance VI_1');
    expect(conf.stdout).toContain('thatNetworkInterfaceId');
    expect((await lab.machines.b.exec(['keepalived', '--version'])).code).toBe(0);
  });
});
