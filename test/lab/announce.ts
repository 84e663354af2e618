import type { Lab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { runChecked } from '../../src/lab/process.js';
import { ports } from '../../src/lab/world.js';

/** Sends one gratuitous ARP request for an address from a place, as a program there would that is none of ours. */
export async function announce(lab: Lab, from: 'a' | 'b' | 'client', address: string): Promise<void> {
  const script = `
    my $mac = pack('H*', '${ports[from].mac.replaceAll(':', '')}');
    my $ip = pack('C4', split(/\\./, '${address}'));
    my $arp = pack('nnCCn', 1, 0x0800, 6, 4, 1) . $mac . $ip . "\\0" x 6 . $ip;
    my ($index) = \`cat /sys/class/net/eth0/ifindex\`;
    socket(my $packets, 17, 3, 0) or die $!;
    my $to = pack('SnlSCCa8', 17, 0x0806, $index, 1, 0, 6, "\\xff" x 6);
    send($packets, "\\xff" x 6 . $mac . pack('n', 0x0806) . $arp, 0, $to) or die $!;`;
  await runChecked(['ip', 'netns', 'exec', namespaceOf(lab.id, from), 'perl', '-e', script]);
}
