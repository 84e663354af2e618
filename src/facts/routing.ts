import { cidrRange, type Ipv4, ipToNumber } from '../cluster/ids.js';
import type { Fact } from './fact.js';

interface Rule {
  readonly priority: number;
  readonly from: string;
  readonly table: string;
}

interface Route {
  readonly table: string;
  readonly to: string;
  readonly device: string;
  readonly metric: number;
}

/** The kernel's IPv4 routing policy, as far as it goes by source and destination (ip-rule(8)). */
export interface Routing {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
}

// A host that carries the Internet's whole table is not asked for it.
const script = `if command -v ip >/dev/null 2>&1; then
  ip -4 rule show 2>/dev/null | sed 's/^/rule /'
  ip -4 route show table all 2>/dev/null | head -n 4000 | sed 's/^/route /'
fi
:`;

export const routingFact: Fact<Routing> = {
  key: 'routing',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => parseRouting(stdout),
};

/** Types of a route that name no device to send by. */
const special = /^(local|broadcast|anycast|multicast|unreachable|prohibit|blackhole|throw)$/;

export function parseRouting(text: string): Routing {
  const rules: Rule[] = [];
  const routes: Route[] = [];
  for (const line of text.split('\n')) {
    const rule = /^rule (\d+):\s+from (\S+) lookup (\S+)\s*$/.exec(line);
    // A rule that asks for more (a mark, an interface, a destination) is passed over.
    if (rule !== null) rules.push({ priority: Number(rule[1]), from: rule[2] ?? '', table: rule[3] ?? '' });
    if (!line.startsWith('route ')) continue;
    const words = line.trim().split(/\s+/).slice(1);
    const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
    const device = after('dev');
    if (device === undefined || special.test(words[0] ?? '')) continue;
    const to = words[0] === 'unicast' ? words[1] : words[0];
    routes.push({ table: after('table') ?? 'main', to: to ?? '', device, metric: Number(after('metric') ?? 0) });
  }
  return { rules: rules.sort((one, other) => one.priority - other.priority), routes };
}

/** The device by which packets leave that come from one address and go to another; undefined where nothing says. */
export function deviceFor({ rules, routes }: Routing, from: Ipv4, to: Ipv4): string | undefined {
  for (const rule of rules) {
    if (!covers(rule.from, from)) continue;
    const fitting = routes.filter((route) => route.table === rule.table && covers(route.to, to));
    const [best] = fitting.sort((one, other) => sizeOf(one.to) - sizeOf(other.to) || one.metric - other.metric);
    if (best !== undefined) return best.device;
  }
  return undefined;
}

const everything = /^(all|default|0\.0\.0\.0\/0)$/;

function covers(prefix: string, address: Ipv4): boolean {
  if (everything.test(prefix)) return true;
  const { first, last } = cidrRange(prefix);
  const number = ipToNumber(address);
  return number >= first && number <= last;
}

/** How many addresses a prefix has. */
function sizeOf(prefix: string): number {
  if (everything.test(prefix)) return 2 ** 32;
  const { first, last } = cidrRange(prefix);
  return last - first + 1;
}
