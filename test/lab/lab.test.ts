import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { run } from '../../src/lab/process.js';
import { announce } from './announce.js';
import { describeLab } from './needs-lab.js';

const vip = '10.0.1.100';

describeLab('a lab', () => {
  let lab: Lab;

  const sh = (machine: MachineName, script: string) => lab.machines[machine].exec(['sh', '-c', script]);
  const ssh = (address: string, user: string, command: string) =>
    run([...lab.operator.sshCommand(address, user), '-o', 'BatchMode=yes', command], {
      env: lab.operator.environment(),
    });
  /** How many of five quick pings are answered. */
  const answers = async (from: 'client' | 'out' | 'op', address: string) => {
    const ping = lab.ping(from, address, { intervalMs: 50 });
    await sleep(270);
    return (await ping.stop()).replies.length;
  };

  beforeAll(async () => {
    lab = await startLab({ knobs: { latencyMs: 10, landingMs: 200 } });
  });

  afterAll(() => lab?.close());

  afterEach(async () => {
    await lab.network.restore();
    await Promise.all(Object.values(lab.machines).map((machine) => machine.powerOn()));
    for (const name of ['a', 'b'] as const) await sh(name, `ip addr del ${vip}/32 dev eth0`);
    await lab.cloud.reset();
  });

  it('lets the operator log in to both hosts as root, and with and without sudo', async () => {
    expect(await ssh('10.0.1.16', 'root', 'hostname; id -u')).toMatchObject({ code: 0, stdout: 'lab-a\n0\n' });
    expect(await ssh('10.0.1.17', 'root', 'hostname; id -u')).toMatchObject({ code: 0, stdout: 'lab-b\n0\n' });
    expect(await ssh('10.0.1.17', 'ubuntu', 'sudo -n id -u')).toMatchObject({ code: 0, stdout: '0\n' });
    expect((await ssh('10.0.1.17', 'nosudo', 'sudo -n id -u')).code).not.toBe(0);
  });

  it('gives the hosts what a fresh cloud host has, and nothing of ours', async () => {
    const state = await sh(
      'a',
      'systemctl is-system-running --wait; ip -4 -o addr show dev eth0; ip route; cat /etc/apt/sources.list',
    );
    expect(state.stdout).toContain('running');
    expect(state.stdout).toContain('inet 10.0.1.16/24');
    expect(state.stdout).toContain('default via 10.0.1.1 dev eth0');
    expect(state.stdout).toContain('http://packages.lab');
    expect((await sh('a', 'command -v keepalived || command -v python3')).code).not.toBe(0);
    expect((await sh('a', 'cat /sys/class/net/eth0/address')).stdout.trim()).toBe('52:54:00:01:00:16');
  });

  it('installs real packages; python trusts the API, and the metadata service knows the host', async () => {
    const installed = await sh(
      'b',
      'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y keepalived python3',
    );
    expect(installed).toMatchObject({ code: 0 });
    const read = (url: string) => sh('b', `python3 -c "import urllib.request as u; print(u.urlopen('${url}').read())"`);
    expect((await read('https://vpc.internal.tencentcloudapi.com/')).stdout).toContain('RequestId');
    expect((await read('http://metadata.tencentyun.com/latest/meta-data/instance-id')).stdout).toContain(
      'ins-labnode2',
    );
  });

  it("sends packets where the cloud's record says, whatever the hosts claim", async () => {
    for (const name of ['a', 'b'] as const) await sh(name, `ip addr add ${vip}/32 dev eth0`);
    expect(await answers('client', vip)).toBe(0);
    await lab.cloud.change({ kind: 'assign', address: vip, eni: 'eni-labnode1' });
    expect(await answers('client', vip)).toBeGreaterThan(3);
    await sh('a', `ip addr del ${vip}/32 dev eth0`);
    expect(await answers('client', vip)).toBe(0);
    await lab.cloud.change({ kind: 'move', address: vip, to: 'eni-labnode2' });
    expect(await answers('client', vip)).toBeGreaterThan(3);
    expect(await answers('op', vip)).toBeGreaterThan(3);
    await announce(lab, 'a', vip);
    expect(await lab.cloud.owner(vip)).toBe('eni-labnode2');
  });

  it('follows gratuitous ARP for a HAVIP, from whom it may, and hears a host that is cut off no more', async () => {
    await lab.cloud.set({ haVipLandMs: 200 });
    for (const name of ['a', 'b'] as const) await sh(name, `ip addr add ${vip}/32 dev eth0`);
    const instances = ['ins-labnode1', 'ins-labnode2'];
    const haVip = { id: 'havip-labtest1', name: 'test', address: vip, checkAssociate: true, instances };
    await lab.cloud.change(
      { kind: 'add-havip', ...haVip },
      { kind: 'add-eip', id: 'eip-labtest1', ip: '198.51.100.77', name: 'test' },
      { kind: 'bind-havip-eip', id: haVip.id, eip: 'eip-labtest1' },
    );
    expect([await answers('client', vip), await answers('out', '198.51.100.77')]).toEqual([0, 0]);
    await announce(lab, 'client', vip);
    await lab.network.cut('a');
    await announce(lab, 'a', vip);
    await lab.network.restore();
    await announce(lab, 'b', vip);
    await sleep(500);
    expect(await lab.cloud.owner(vip)).toBe('eni-labnode2');
    const heard = (await lab.cloud.claims()).filter(({ outcome }) => outcome !== 'not-gratuitous');
    expect(heard.map(({ eni, outcome }) => [eni, outcome])).toEqual([
      ['eni-labclnt1', 'not-associated'],
      ['eni-labnode2', 'honoured'],
    ]);
    await sh('a', `ip addr del ${vip}/32 dev eth0`);
    expect(await answers('client', vip)).toBeGreaterThan(3);
    expect(await answers('out', '198.51.100.77')).toBeGreaterThan(3);
  });

  it('drops a source address that the record gives to another ENI', async () => {
    await lab.cloud.change({ kind: 'assign', address: vip, eni: 'eni-labnode1' });
    for (const name of ['a', 'b'] as const) await sh(name, `ip addr add ${vip}/32 dev eth0`);
    expect((await sh('a', `ping -c 2 -i 0.1 -W 1 -I ${vip} 10.0.1.50`)).code).toBe(0);
    expect((await sh('b', `ping -c 2 -i 0.1 -W 1 -I ${vip} 10.0.1.50`)).code).not.toBe(0);
  });

  it('carries no multicast and no broadcast', async () => {
    expect((await sh('a', 'ping -c 2 -i 0.1 -W 1 -I eth0 224.0.0.1')).code).not.toBe(0);
    await sh('b', 'echo 0 > /proc/sys/net/ipv4/icmp_echo_ignore_broadcasts');
    expect((await sh('a', 'ping -b -c 2 -i 0.1 -W 1 10.0.1.255')).code).not.toBe(0);
  });

  it('reaches an EIP from outside, at the address to which it is bound, and nothing else', async () => {
    for (const name of ['a', 'b'] as const) await sh(name, `ip addr add ${vip}/32 dev eth0`);
    await lab.cloud.change(
      { kind: 'assign', address: vip, eni: 'eni-labnode1' },
      { kind: 'add-eip', id: 'eip-labtest1', ip: '198.51.100.77', name: 'test' },
    );
    expect(await answers('out', '198.51.100.77')).toBe(0);
    await lab.cloud.change({ kind: 'bind-eip', id: 'eip-labtest1', eni: 'eni-labnode1', address: vip });
    const ping = lab.ping('out', '198.51.100.77', { intervalMs: 50 });
    await sleep(300);
    await lab.cloud.change({ kind: 'bind-eip', id: 'eip-labtest1', eni: 'eni-labnode2', address: '10.0.1.17' });
    const moved = Date.now();
    expect(await ping.nextReply(moved, 1000)).toBeDefined();
    expect((await ping.stop()).silence.ms).toBeLessThan(400);
    await lab.cloud.change({ kind: 'unbind-eip', id: 'eip-labtest1' });
    expect(await answers('out', '198.51.100.77')).toBe(0);
    expect(await answers('out', '10.0.1.17')).toBe(0);
  });

  it('cuts a host in silence, and repairs', async () => {
    const ping = lab.ping('client', '10.0.1.16', { intervalMs: 20 });
    await ping.nextReply(0, 2000);
    await lab.network.cut('a');
    await sleep(500);
    const before = ping.replies.length;
    await sleep(300);
    expect(ping.replies.length).toBe(before);
    expect((await sh('a', 'cat /sys/class/net/eth0/carrier; ping -c 1 -W 1 10.0.1.1')).stdout).toMatch(
      /^1\n[\s\S]*100% packet loss/,
    );
    await lab.network.restore('a');
    expect(await ping.nextReply(Date.now(), 1000)).toBeDefined();
    expect((await ping.stop()).silence.ms).toBeGreaterThan(500);
  });

  it('blocks VRRP alone, and the API alone', async () => {
    const listen = `import socket as s; r = s.socket(s.AF_INET, s.SOCK_RAW, 112); r.settimeout(2); print(r.recvfrom(99)[1][0])`;
    const send = `import socket as s; r = s.socket(s.AF_INET, s.SOCK_RAW, 112); [r.sendto(b'x' * 20, ('10.0.1.17', 0)) for _ in range(3)]`;
    await Promise.all(
      (['a', 'b'] as const).map((name) =>
        sh(name, 'apt-get update && apt-get install -y --no-install-recommends python3'),
      ),
    );
    const exchange = async () => {
      const heard = lab.machines.b.exec(['python3', '-c', listen]);
      await sleep(500);
      await lab.machines.a.exec(['python3', '-c', send]);
      return (await heard).stdout.trim();
    };
    expect(await exchange()).toBe('10.0.1.16');
    await lab.network.blockVrrp();
    expect(await exchange()).toBe('');
    expect(await answers('client', '10.0.1.16')).toBeGreaterThan(3);
    await lab.network.restore();
    await lab.network.blockApi('a');
    const reach = (name: MachineName) =>
      sh(name, 'python3 -c "import socket; socket.create_connection((\'169.254.0.4\', 443), 1)"');
    expect((await reach('a')).code).not.toBe(0);
    expect((await reach('b')).code).toBe(0);
    await lab.network.restore();
    expect((await reach('a')).code).toBe(0);
  });

  it('loses power at once, says nothing, and comes back with its disk and without its NIC’s addresses', async () => {
    await lab.machines.a.write('/root/kept', 'yes\n');
    await sh('a', `ip addr add ${vip}/32 dev eth0; ip addr add ${vip}/32 dev lo`);
    const started = performance.now();
    await lab.machines.a.powerOff();
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await lab.machines.a.isOn()).toBe(false);
    await expect(sh('a', 'true')).rejects.toThrow('lab-a is off');
    expect(await answers('client', '10.0.1.16')).toBe(0);
    await lab.machines.a.write('/root/written-while-off', 'yes\n', 0o600);
    await lab.machines.a.powerOn();
    expect(performance.now() - started).toBeLessThan(30_000);
    const found = await sh('a', 'cat /root/kept; stat -c %a /root/written-while-off; ip -4 addr');
    expect(found.stdout).toContain('yes\n600\n');
    expect(found.stdout).not.toContain(vip);
    expect(await answers('client', '10.0.1.16')).toBeGreaterThan(3);
    expect(await ssh('10.0.1.16', 'root', 'true')).toMatchObject({ code: 0 });
  });

  it('boots again when it is told to from inside, whatever runs there', async () => {
    const boot = async () => (await sh('b', 'systemctl show -p UserspaceTimestampMonotonic --value')).stdout;
    const before = await boot();
    expect(before).toMatch(/^[0-9]+\n$/);
    const running = sh('b', 'trap "exit 3" TERM; echo begun; sleep 60 & wait');
    await sh('b', `ip addr add ${vip}/32 dev eth0`);
    await sh('b', 'systemctl reboot');
    await lab.machines.b.powerOn();
    expect(await boot()).toMatch(/^[0-9]+\n$/);
    expect(await boot()).not.toBe(before);
    expect(await running).toMatchObject({ code: 3, stdout: 'begun\n' });
    expect((await ssh('10.0.1.17', 'root', 'ip -4 addr')).stdout).toContain('10.0.1.17');
    expect((await sh('b', 'ip -4 addr')).stdout).not.toContain(vip);
  });

  it('goes off when it is told to from inside, and is booted by a person', async () => {
    await sh('b', 'systemctl poweroff');
    await lab.machines.b.powerOn();
    expect((await ssh('10.0.1.17', 'root', 'hostname')).stdout).toBe('lab-b\n');
  });
});
