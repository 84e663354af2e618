import type { Ipv4 } from '../cluster/ids.js';
import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

interface InterfaceAddress {
  readonly address: Ipv4;
  readonly prefix: number;
}

export interface HostInterface {
  readonly name: string;
  /** Lower case, as the kernel prints it; empty for one that has none. */
  readonly mac: string;
  readonly state: string;
  /** Bytes of the largest packet; absent where the kernel does not tell. */
  readonly mtu?: number;
  readonly addresses: readonly InterfaceAddress[];
}

export interface Network {
  /** Without `lo`. */
  readonly interfaces: readonly HostInterface[];
  /** The default route with the lowest metric. */
  readonly gateway?: { readonly address: Ipv4; readonly interface: string };
  /** False where the host has no `ip` command: addresses and gateway are then not known. */
  readonly hasIproute: boolean;
}

const script = `for d in /sys/class/net/*; do
  mac= state= mtu=
  read -r mac 2>/dev/null <"$d/address"
  read -r state 2>/dev/null <"$d/operstate"
  read -r mtu 2>/dev/null <"$d/mtu"
  echo "link \${d##*/} $state $mac"
  echo "mtu \${d##*/} $mtu"
done
if command -v ip >/dev/null 2>&1; then
  ip -o -4 addr show | sed 's/^/addr /'
  ip -4 route show default | sed 's/^/route /'
else
  echo no-ip
fi`;

export const networkFact: Fact<Network> = {
  key: 'interfaces',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => parseNetwork(stdout),
};

/** The interface with this hardware address: how the cloud's ENI is known on the host. */
export function findInterface(network: Network, mac: string): HostInterface | undefined {
  return network.interfaces.find((candidate) => candidate.mac !== '' && candidate.mac === mac.toLowerCase());
}

export function parseNetwork(text: string): Network {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const addresses = new Map<string, InterfaceAddress[]>();
  for (const [kind, , name = '', family, cidr = ''] of lines) {
    if (kind !== 'addr' || family !== 'inet') continue;
    // A peer's address would follow the word "peer"; the fourth word is the interface's own.
    const [address = '', prefix = '32'] = cidr.split('/');
    addresses.set(name, [...(addresses.get(name) ?? []), { address: address as Ipv4, prefix: Number(prefix) }]);
  }
  const interfaces = lines
    .filter(([kind, name]) => kind === 'link' && name !== undefined && name !== 'lo')
    .map(([, name = '', state = '', mac = '']) => {
      const mtu = Number(lines.find(([kind, of]) => kind === 'mtu' && of === name)?.[2]);
      return { name, mac, state, addresses: addresses.get(name) ?? [], ...(mtu > 0 && { mtu }) };
    });
  if (interfaces.length === 0) throw new Error(say.facts.odd.noInterface);
  const gateway = lines
    .filter(([kind]) => kind === 'route')
    .map(parseDefaultRoute)
    .sort(byMetric)[0];
  return {
    interfaces,
    hasIproute: !lines.some(([kind]) => kind === 'no-ip'),
    ...(gateway?.address === undefined ? {} : { gateway: { address: gateway.address, interface: gateway.interface } }),
  };
}

interface DefaultRoute {
  readonly address?: Ipv4;
  readonly interface: string;
  readonly metric: number;
}

function parseDefaultRoute(words: readonly string[]): DefaultRoute {
  const after = (word: string) => {
    const index = words.indexOf(word);
    return index < 0 ? undefined : words[index + 1];
  };
  const via = after('via');
  return {
    interface: after('dev') ?? '',
    metric: Number(after('metric') ?? 0),
    ...(via === undefined ? {} : { address: via as Ipv4 }),
  };
}

function byMetric(a: DefaultRoute, b: DefaultRoute): number {
  return a.metric - b.metric;
}
