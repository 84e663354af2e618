import { type Ipv4, isInCidr } from '../cluster/ids.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { locate } from '../facts/topology.js';
import { oneOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Eni, Inventory, SecurityRule } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark, warning } from './finding.js';

type Verdict = 'accept' | 'drop' | 'unknown';

export const securityGroupsCheck = defineCheck({
  id: 'security-group',
  subject: 'securityGroups',
  about: () => say.about.securityGroup,
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run: ({ cloud }, { pair }) => orOk(checkSecurityGroups(pair.spec, cloud), 'cloud', say.checks.securityGroups.fine),
});

/** VRRP is IP protocol 112, which no rule can name: it passes only where an ALL rule covers the peer, both ways. */
export function checkSecurityGroups(spec: ClusterSpec, { inventory }: { readonly inventory: Inventory }): Remark[] {
  const [a, b] = spec.nodes.map((node) => locate(node, inventory).eni);
  if (a === undefined || b === undefined) return [];
  return [
    [a, b],
    [b, a],
  ].flatMap(([eni, peer]) => (eni && peer ? checkPair(eni, peer, inventory) : []));
}

function checkPair(eni: Eni, peer: Eni, inventory: Inventory): Remark[] {
  const peerIp = peer.ips.find((ip) => ip.primary)?.address;
  if (peerIp === undefined) return [];
  const words = say.checks.securityGroups;
  if (eni.securityGroupIds.length === 0) {
    return [warning(eni.id, words.none, words.noneHint)];
  }
  const groups = eni.securityGroupIds.flatMap((id) => inventory.securityGroups.find((group) => group.id === id) ?? []);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const verdict = firstMatch(
      groups.flatMap((group) => group[direction]),
      peerIp,
      peer.securityGroupIds,
    );
    const ids: readonly string[] = eni.securityGroupIds;
    const groupNames = oneOf(ids);
    const hint = words.addHint({ groups: groupNames, direction: words.lists[direction], peer: peerIp });
    if (verdict === 'drop') {
      const hidden = groups.find((one) => one[direction].some((rule) => isRuleFor(rule, peerIp)));
      if (hidden !== undefined) {
        const reason = words.hidden[direction]({ group: hidden.id, peer: peerIp });
        return [error(eni.id, reason, words.hiddenHint({ group: hidden.id, direction: words.lists[direction] }))];
      }
      const [group = ''] = eni.securityGroupIds;
      // Stands in the group's own list, for people of every language.
      const description = `ha-setup: VRRP ${direction === 'ingress' ? 'from' : 'to'} ${peer.instance ?? peer.id}`;
      const message = words.dropped[direction]({ peer: peerIp });
      return [error(eni.id, message, hint, { group, direction, peerIp, description })];
    }
    if (verdict === 'unknown') return [warning(eni.id, words.unknown[direction]({ peer: peerIp }), hint)];
    return [];
  });
}

const isRuleFor = ({ protocol, action, cidr, template }: SecurityRule, peerIp: Ipv4) =>
  !template && protocol.toUpperCase() === 'ALL' && action.toUpperCase() === 'ACCEPT' && cidr === `${peerIp}/32`;

function covers({ groupId, cidr }: SecurityRule, peerIp: Ipv4, peerGroups: readonly string[]): boolean {
  if (groupId !== undefined) return peerGroups.includes(groupId);
  return cidr !== undefined && isInCidr(peerIp, cidr);
}

/** A rule with a template names its addresses there, or beside a template of services alone. */
function couldCover(rule: SecurityRule, peerIp: Ipv4, peerGroups: readonly string[]): boolean {
  return (rule.cidr === undefined && rule.groupId === undefined) || covers(rule, peerIp, peerGroups);
}

/** The first rule that matches decides; what no rule matches is dropped. */
export function firstMatch(rules: readonly SecurityRule[], peerIp: Ipv4, peerGroups: readonly string[]): Verdict {
  for (const rule of rules) {
    // A rule that names a protocol is about that one, whatever its template of addresses says.
    const namesAll = rule.protocol.toUpperCase() === 'ALL';
    if (!namesAll && !(rule.template && rule.protocol === '')) continue;
    if (rule.template && couldCover(rule, peerIp, peerGroups)) return 'unknown';
    if (rule.template) continue;
    if (covers(rule, peerIp, peerGroups)) return rule.action.toUpperCase() === 'ACCEPT' ? 'accept' : 'drop';
  }
  return 'drop';
}
