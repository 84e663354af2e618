import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../process.js';

/** What an ARP packet for IPv4 over Ethernet says. */
export interface ArpPacket {
  readonly operation: 'request' | 'reply';
  readonly mac: string;
  readonly sender: string;
  readonly target: string;
}

const operations = { '0001': 'request', '0002': 'reply' } as const;

/** Parses an Ethernet frame, in hex; undefined where it is no ARP packet for IPv4. Pure. */
export function parseArp(frame: string): ArpPacket | undefined {
  // Type ARP; hardware Ethernet, protocol IPv4, address lengths 6 and 4; operation, sender, target.
  const match = /^.{24}0806000108000604(.{4})(.{12})(.{8}).{12}(.{8})/.exec(frame);
  if (match === null) return undefined;
  const [, code = '', mac = '', sender = '', target = ''] = match;
  const operation = operations[code as keyof typeof operations];
  if (operation === undefined) return undefined;
  return { operation, mac: octets(mac).join(':'), sender: decimal(sender), target: decimal(target) };
}

const octets = (hex: string): readonly string[] => hex.match(/../g) ?? [];
const decimal = (hex: string): string =>
  octets(hex)
    .map((octet) => Number.parseInt(octet, 16))
    .join('.');

/**
 * Node has no packet sockets; Debian's base system has Perl. AF_PACKET (17), SOCK_RAW (3), ETH_P_ARP: one line for each
 * frame that comes in (not those that go out, kind 4), with the number of the interface.
 */
const reader = `
$| = 1;
my $type = unpack('S', pack('n', 0x0806));
socket(my $packets, 17, 3, $type) or die "no packet socket: $!\n";
print "listening\n";
while (defined(my $from = recv($packets, my $frame, 2048, 0))) {
  my ($family, $protocol, $index, $hardware, $kind) = unpack('SSlSC', $from);
  print "$index ", unpack('H*', substr($frame, 0, 42)), "\n" if $kind != 4;
}`;

/** Hears every ARP packet that comes into a port of this namespace; resolves when it listens, with what ends it. */
export function listenForArp(tell: (interfaceIndex: number, packet: ArpPacket) => void): Promise<() => void> {
  const child = spawn('perl', ['-e', reader], {
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let isWanted = true;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      // A network that has gone deaf must not pass for one where nobody announces.
      if (isWanted) throw new Error('the reader of ARP packets ended');
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'listening') {
        resolve(() => {
          isWanted = false;
          child.kill();
        });
        return;
      }
      const [index = '', frame = ''] = line.split(' ');
      const packet = parseArp(frame);
      if (packet !== undefined) tell(Number(index), packet);
    });
  });
}
