import type { Lab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { run } from '../../src/lab/process.js';
import { type PortName, ports } from '../../src/lab/world.js';

export interface Forgery {
  readonly seconds: number;
  readonly vip: string;
  readonly vrids: readonly number[];
  /** VRRPv2 with each of them; always without one, too, and as VRRPv3. */
  readonly passwords?: readonly string[];
}

/**
 * Adverts as RFC 2338 (5.1, and its simple password), RFC 3768 and RFC 5798 (5.2) lay them out, four times a second: to
 * each host and to VRRP's multicast address, as coming from the sender and from each of the hosts, with the priority of an
 * owner, the highest and the lowest of others, and that of one who leaves.
 */
const script = `
import json, socket, struct, sys, time
plan = json.loads(sys.argv[1])
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
def checksum(data):
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xffff)
    return ~(total + (total >> 16)) & 0xffff
def summed(message, prefix=b''):
    return message[:6] + struct.pack('!H', checksum(prefix + message)) + message[8:]
def adverts(vrid, priority, source, target):
    address = socket.inet_aton(plan['vip'])
    three = struct.pack('!BBBBHH', 0x31, vrid, priority, 1, 20, 0) + address
    yield summed(three, socket.inet_aton(source) + socket.inet_aton(target) + struct.pack('!BBH', 0, 112, len(three)))
    yield summed(struct.pack('!BBBBBBH', 0x21, vrid, priority, 1, 0, 1, 0) + address + bytes(8))
    for password in plan['passwords']:
        secret = password.encode().ljust(8, b'\\0')
        yield summed(struct.pack('!BBBBBBH', 0x21, vrid, priority, 1, 1, 1, 0) + address + secret)
def send(source, target, message):
    head = struct.pack('!BBHHHBBH4s4s', 0x45, 0xc0, 20 + len(message), 0, 0, 255, 112, 0, socket.inet_aton(source), socket.inet_aton(target))
    try:
        raw.sendto(head + message, (target, 0))
        return 1
    except OSError:
        return 0
end = time.monotonic() + plan['seconds']
sent = 0
while time.monotonic() < end:
    for vrid in plan['vrids']:
        for priority in (255, 254, 1, 0):
            for target in plan['hosts'] + ['224.0.0.18']:
                for source in [plan['self']] + plan['hosts']:
                    if source != target:
                        for message in adverts(vrid, priority, source, target):
                            sent += send(source, target, message)
    time.sleep(0.25)
print(sent)
`;

/** Sends them all from a place of the lab to the pair; returns how many went out. */
export async function forge(lab: Lab, from: PortName, forgery: Forgery): Promise<number> {
  const plan = { passwords: [], ...forgery, self: ports[from].ip, hosts: [ports.a.ip, ports.b.ip] };
  const place = ['ip', 'netns', 'exec', namespaceOf(lab.id, from)] as const;
  const { code, stdout, stderr } = await run([...place, 'python3', '-c', script, JSON.stringify(plan)]);
  if (code !== 0) throw new Error(stderr);
  return Number(stdout);
}
