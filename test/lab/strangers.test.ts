import { afterAll, beforeAll, expect, it } from 'vitest';
import { vridOf } from '../../src/cluster/names.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { run } from '../../src/lab/process.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** Forged VRRPv3 adverts of the highest priority that is no owner's, five a second to each host: RFC 5798, 5.2. */
const forge = `
import socket, struct, sys, time
vrid, vip, seconds, targets = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4:]
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
raw.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
def checksum(data):
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xffff)
    return ~(total + (total >> 16)) & 0xffff
end = time.monotonic() + seconds
sent = 0
while time.monotonic() < end:
    for target in targets:
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        probe.connect((target, 9))
        source = probe.getsockname()[0]
        head = struct.pack('!BBBBHH', 0x31, vrid, 254, 1, 20, 0) + socket.inet_aton(vip)
        pseudo = socket.inet_aton(source) + socket.inet_aton(target) + struct.pack('!BBH', 0, 112, len(head))
        raw.sendto(head[:6] + struct.pack('!H', checksum(pseudo + head)) + head[8:], (target, 0))
        sent += 1
    time.sleep(0.2)
print(sent)
`;

describeLab('a stranger of the VPC that the security groups let in', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await Pair.start({ detection: 'fast' }, { landingMs: 1000 }, '--no-drill');
  });
  afterAll(() => pair?.lab.close());

  const attack = async (seconds: number): Promise<number> => {
    const words = [`${vridOf('web')}`, pair.vip, `${seconds}`, ports.a.ip, ports.b.ip];
    const client = ['ip', 'netns', 'exec', namespaceOf(pair.lab.id, 'client')] as const;
    const { code, stdout, stderr } = await run([...client, 'python3', '-c', forge, ...words]);
    expect(code, stderr).toBe(0);
    return Number(stdout);
  };
  const roles = async () => {
    const shown = await Promise.all(
      (['a', 'b'] as const).map((name) => pair.sh(name, '/etc/keepalived/vip.py status')),
    );
    return shown.map(({ stdout }) => JSON.parse(stdout).role).sort();
  };

  it('steers nothing: no role changes, nothing moves, no reply is lost', async () => {
    const before = await pair.settled();
    let during: readonly string[] = [];
    const { lost, moves } = await pair.measure(async () => {
      const [sent, seen] = await Promise.all([attack(12), new Promise((wait) => setTimeout(wait, 8000)).then(roles)]);
      expect(sent).toBeGreaterThan(50);
      during = seen;
    }, 2000);
    expect(during).toEqual(['BACKUP', 'MASTER']);
    expect({ lost, moves }).toEqual({ lost: 0, moves: 0 });
    expect(await pair.settled()).toBe(before);
  });

  it('does not keep a dead host from being replaced meanwhile', async () => {
    const active = await pair.settled();
    const attacking = attack(14);
    await pair.lab.machines[active].powerOff();
    await expect.poll(() => pair.lab.cloud.owner(pair.vip), { timeout: 14_000 }).toBe(ports[pair.peer(active)].eni);
    await attacking;
    await pair.revive();
  });

  it('steers a pair that keeps nobody out, and verify says what is missing', async () => {
    const open = `sed -i /vrrp_check_unicast_src/d /etc/keepalived/keepalived.conf
systemctl reload keepalived; sleep 1; /etc/keepalived/vrrp_guard.sh off`;
    for (const name of ['a', 'b'] as const) await pair.sh(name, open);
    await pair.settled();
    const [, during] = await Promise.all([attack(10), new Promise((wait) => setTimeout(wait, 8000)).then(roles)]);
    expect(during).not.toContain('MASTER');
    await pair.settled();
    const verified = await pair.lab.run(['verify', '--answers', pair.answers]);
    expect(verified.code).toBe(4);
    expect(verified.stdout).toContain('any host that the security groups let in can steer the pair');
    expect((await pair.lab.run(['--answers', pair.answers, '--yes', '--no-drill'])).code).toBe(0);
    const repaired = await pair.lab.run(['verify', '--answers', pair.answers]);
    expect(repaired.code, repaired.stdout).toBe(0);
  });
});
