import type { Fact } from './fact.js';

export type FirewallTool = 'firewalld' | 'ufw' | 'iptables' | 'nftables';

/** What lets VRRP from one peer in. */
export interface FirewallRule {
  readonly tool: FirewallTool;
  readonly peer: string;
  readonly place?: string;
}

/** The packet filter that a host's owner works with. */
export interface Firewall {
  readonly tool: FirewallTool;
  /** Where a rule goes: a zone of firewalld's, a chain of nftables' ("inet filter input"). */
  readonly place?: string;
  /** Its rules as it lists them: what decides of a packet that comes in. */
  readonly rules: readonly string[];
}

/**
 * With ufw also the rules of INPUT that come before its own.
 * The first that is at work, from the highest: firewalld and ufw are themselves rules of iptables or nftables.
 * firewalld's permanent rules alone are of interest: ours are made in both places at once.
 */
const script = `dev=$(ip -o -4 route show default 2>/dev/null | sed -nE 's/.* dev ([^ ]+).*/\\1/p' | head -n 1)
if [ "$(firewall-cmd --state 2>/dev/null)" = running ]; then
  zone=$(firewall-cmd --get-zone-of-interface="$dev" 2>/dev/null) || zone=$(firewall-cmd --get-default-zone)
  echo "firewalld $zone"
  echo "target $(firewall-cmd --permanent --zone="$zone" --get-target)"
  firewall-cmd --permanent --zone="$zone" --list-protocols
  firewall-cmd --permanent --zone="$zone" --list-rich-rules
elif ufw status 2>/dev/null | grep -q '^Status: active'; then
  echo ufw
  ufw status verbose | grep '^Default:'
  ufw show added
  iptables -w -S INPUT 2>/dev/null | sed '/-j ufw-/,$d; /^-A/!d'
elif command -v iptables >/dev/null 2>&1 && iptables -w -S INPUT 2>/dev/null | grep -qE '^-A|-P INPUT DROP'; then
  echo iptables
  iptables -w -S
elif command -v nft >/dev/null 2>&1; then
  nft list ruleset 2>/dev/null | awk '
    /^table / { table = $2 " " $3 }
    /^\\tchain / { chain = $2; lines = "" ; hooked = 0 }
    /^\\t\\ttype filter hook input/ { hooked = 1 }
    /^\\t\\t/ { lines = lines substr($0, 3) "\\n" }
    /^\\t}/ { if (hooked) { print "nftables " table " " chain; printf "%s", lines; exit } }'
fi
:`;

/** Undefined where no packet filter stands between the host and its peer. */
export const firewallFact: Fact<Firewall | undefined> = {
  key: 'firewall',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => parseFirewall(stdout),
};

const tools: readonly string[] = ['firewalld', 'ufw', 'iptables', 'nftables'] satisfies readonly FirewallTool[];

export function parseFirewall(text: string): Firewall | undefined {
  const [head = '', ...rules] = text.split('\n').filter((line) => line.trim() !== '');
  const [tool = '', ...place] = head.split(' ');
  if (!tools.includes(tool)) return undefined;
  return { tool: tool as FirewallTool, rules, ...(place.length > 0 && { place: place.join(' ') }) };
}
