import { peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import type { Firewall, FirewallRule, FirewallTool } from '../facts/firewall.js';
import type { View } from './operation.js';

/** The rule that a host needs to hear its peer; undefined where it needs none. */
export function firewallRule({ hosts, topology }: View, node: NodeName): FirewallRule | undefined {
  const { firewall } = hosts[node];
  const peer = topology.nodes[peerOf(node)].ip;
  if (firewall === undefined || letsVrrpIn(firewall, peer)) return undefined;
  return { tool: firewall.tool, peer, ...(firewall.place !== undefined && { place: firewall.place }) };
}

/** What becomes of VRRP from the peer, by the rules in their order; a rule that asks for more than we know of is passed over. */
export function letsVrrpIn({ tool, rules }: Firewall, peer: string): boolean {
  return verdicts[tool](rules, peer);
}

const verdicts: Readonly<Record<FirewallTool, (rules: readonly string[], peer: string) => boolean>> = {
  firewalld: (rules, peer) =>
    rules.includes('target ACCEPT') ||
    rules.some((rule) => /^(?!rule|target)(?:.* )?(?:vrrp|112)(?: |$)/.test(rule) || rule === richRule(peer)),
  ufw: (rules, peer) =>
    walkIptables(rules, 'INPUT', peer) === true ||
    rules.some(
      (rule) =>
        /^Default: allow \(incoming\)/.test(rule) ||
        (rule.startsWith(`ufw allow from ${peer}`) &&
          /^(?: proto vrrp)?(?: comment .*)?$/.test(rule.slice(`ufw allow from ${peer}`.length))),
    ),
  iptables: (rules, peer) => walkIptables(rules, 'INPUT', peer) ?? !rules.includes('-P INPUT DROP'),
  nftables: walkNftables,
};

/** As firewalld itself writes it. */
export function richRule(peer: string): string {
  return `rule family="ipv4" source address="${peer}" protocol value="vrrp" accept`;
}

/** Follows `iptables -S`: true, false, or undefined where a chain ends without a verdict. */
function walkIptables(rules: readonly string[], chain: string, peer: string, depth = 0): boolean | undefined {
  if (depth > 8) return undefined;
  for (const rule of rules) {
    const [kind, name, ...words] = rule.split(' ');
    if (kind !== '-A' || name !== chain || !fits(words, peer)) continue;
    const target = words[words.indexOf('-j') + 1] ?? '';
    if (target === 'ACCEPT') return true;
    if (target === 'DROP' || target === 'REJECT') return false;
    if (target === 'RETURN') return undefined;
    const inner = walkIptables(rules, target, peer, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Whether every VRRP packet of the peer matches: by its source and its protocol, and by nothing else. */
function fits(words: readonly string[], peer: string): boolean {
  const matches = words.slice(0, words.indexOf('-j'));
  for (let at = 0; at < matches.length; at += 2) {
    const value = matches[at + 1] ?? '';
    if (matches[at] === '-s' && [`${peer}/32`, '0.0.0.0/0'].includes(value)) continue;
    if (matches[at] === '-p' && ['112', 'vrrp', 'all'].includes(value)) continue;
    if (matches[at] === '-m' && value === 'comment') continue;
    if (matches[at] === '--comment') continue;
    return false;
  }
  return true;
}

function walkNftables(rules: readonly string[], peer: string): boolean {
  for (const rule of rules) {
    const words = rule
      .replace(/\bcounter(?: packets \d+ bytes \d+)?|\bcomment ".*?"|\blog(?: prefix ".*?")?/g, '')
      .trim();
    const verdict = /^(.*?)\b(accept|drop|reject)\b/.exec(words);
    if (verdict === null) continue;
    const rest = (verdict[1] ?? '')
      .replace(`ip saddr ${peer}`, '')
      .replace(/ip protocol (?:vrrp|112)|meta l4proto (?:vrrp|112)/, '')
      .trim();
    if (rest === '') return verdict[2] === 'accept';
  }
  return !rules.some((rule) => rule.includes('policy drop'));
}
