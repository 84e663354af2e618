import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { runChecked } from '../../src/lab/process.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** As people set up a host: SSH is let in, everything else kept out. */
const ufw = 'apt-get update -qq && apt-get install -qq -y ufw >/dev/null && ufw allow 22/tcp && ufw --force enable';
/** A ufw before 0.36.2 differs in this: its list of protocols has no vrrp. */
const older = `sed -i 's/, "vrrp"\\]/]/' /usr/lib/python3/dist-packages/ufw/util.py; ! grep -q vrrp /usr/lib/python3/dist-packages/ufw/util.py`;
const iptables = `apt-get update -qq && apt-get install -qq -y iptables >/dev/null
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -p icmp -j ACCEPT
iptables -P INPUT DROP`;

describeLab("a host's own packet filter", () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await Pair.start({}, { landingMs: 1000 }, '--no-drill');
  });
  afterAll(() => pair?.lab.close());

  const must = async (name: MachineName, script: string) => {
    const { code, stdout, stderr } = await pair.sh(name, `set -e\n${script}`);
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };
  const setUp = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await pair.lab.run([...words, '--answers', pair.answers]);
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };
  /**
   * Whether adverts of a host's peer get through its filter. A filter that goes by connections lets them in as the reply to
   * what the host itself has sent, so it sends nothing meanwhile and is made to forget.
   */
  const hears = async (name: MachineName) => {
    const listen =
      'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112); s.settimeout(3); s.recv(99)';
    await must(name, 'systemctl stop keepalived; sleep 6');
    await runChecked(['ip', 'netns', 'exec', namespaceOf(pair.lab.id, name), 'conntrack', '-F']);
    const { code } = await pair.sh(name, `python3 -c '${listen}' 2>/dev/null`);
    await must(name, 'systemctl start keepalived');
    await pair.settled(60_000);
    return code === 0;
  };
  /** Whether a host's peer gets to a TCP port on which something listens there. */
  const isOpen = async (name: MachineName) => {
    const listen = 'import socket; s = socket.create_server(("", 8080)); s.accept()';
    await pair.sh(name, `timeout 10 python3 -c '${listen}' >/dev/null 2>&1 </dev/null & sleep 0.5`);
    const { code } = await pair.sh(pair.peer(name), `timeout 2 bash -c ': </dev/tcp/${ports[name].ip}/8080'`);
    return code === 0;
  };

  it('is opened for VRRP of the peer and for nothing else, by a ufw that knows VRRP and by one that does not', async () => {
    await must('a', ufw);
    await must('b', `${ufw}\n${older}`);
    expect([await hears('a'), await hears('b')]).toEqual([false, false]);
    const plan = await setUp('plan');
    expect(plan).toContain('let VRRP (protocol 112) in from 10.0.1.17 by ufw');
    expect(plan).toContain('let VRRP (protocol 112) in from 10.0.1.16 by ufw');
    await setUp('--yes', '--no-drill');
    expect([await hears('a'), await hears('b')]).toEqual([true, true]);
    expect([await isOpen('a'), await isOpen('b')]).toEqual([false, false]);
    expect(await must('a', 'ufw show added')).toContain('ufw allow from 10.0.1.17 proto vrrp');
    expect(await must('b', 'ufw show added')).not.toContain('10.0.1.16');
    expect(await setUp('plan')).toContain('Nothing to change');
  });

  it('stays open when ufw is reloaded or restarted', async () => {
    for (const restart of ['ufw reload', 'systemctl restart ufw', 'ufw disable; ufw --force enable']) {
      for (const name of ['a', 'b'] as const) await must(name, restart);
      expect(await setUp('plan'), restart).toContain('Nothing to change');
    }
    expect([await hears('a'), await hears('b')]).toEqual([true, true]);
  });

  it('is closed again by uninstall', async () => {
    await setUp('uninstall', '--yes');
    for (const name of ['a', 'b'] as const) {
      expect(await must(name, 'ufw show added; iptables -S INPUT')).not.toMatch(/vrrp|112|10\.0\.1\.1[67]/);
      await must(name, 'ufw --force disable; ls /etc/systemd/system/ha-setup* 2>/dev/null && exit 1 || true');
    }
  });

  it('of iptables is opened for VRRP of the peer and for nothing else', async () => {
    await must('a', iptables);
    const plan = await setUp('plan');
    expect(plan).toContain('let VRRP (protocol 112) in from 10.0.1.17 by iptables');
    await setUp('--yes', '--no-drill');
    expect(await hears('a')).toBe(true);
    expect(await isOpen('a')).toBe(false);
    expect(await isOpen('b')).toBe(true);
  });
});
