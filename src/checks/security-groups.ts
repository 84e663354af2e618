import { type Ipv4, isInCidr } from '../cluster/ids.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { locate } from '../facts/topology.js';
import type { Eni, Inventory, SecurityRule } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark, warning } from './finding.js';

type Verdict = 'accept' | 'drop' | 'unknown';

export const securityGroupsCheck = defineCheck({
  id: 'security-group',
  title: 'security groups',
  about: 'VRRP passes between the hosts both ways',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run: ({ cloud }, { pair }) =>
    orOk(checkSecurityGroups(pair.spec, cloud), 'cloud', 'VRRP passes between the hosts both ways'),
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
  if (peerIp === undefined || eni.securityGroupIds.length === 0) return [];
  const groups = eni.securityGroupIds.flatMap((id) => inventory.securityGroups.find((group) => group.id === id) ?? []);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const verdict = firstMatch(
      groups.flatMap((group) => group[direction]),
      peerIp,
      peer.securityGroupIds,
    );
    const way = direction === 'ingress' ? 'from' : 'to';
    const hint = `add a rule to ${eni.securityGroupIds.join(' or ')}: ${direction}, protocol ALL, port ALL, ${peerIp}/32, ACCEPT, above any rule that drops it`;
    if (verdict === 'drop') {
      const [group = ''] = eni.securityGroupIds;
      const description = `ha-setup: VRRP ${way} ${peer.instance ?? peer.id}`;
      const message = `its security groups do not let VRRP ${way} the peer ${peerIp} through`;
      return [error(eni.id, message, hint, { group, direction, peerIp, description })];
    }
    if (verdict === 'unknown')
      return [
        warning(
          eni.id,
          `whether its security groups let VRRP ${way} ${peerIp} through depends on a template that was not looked up`,
          hint,
        ),
      ];
    return [];
  });
}

/** The first rule that matches decides; what no rule matches is dropped. */
export function firstMatch(rules: readonly SecurityRule[], peerIp: Ipv4, peerGroups: readonly string[]): Verdict {
  for (const rule of rules) {
    if (rule.template) return 'unknown';
    if (rule.protocol.toUpperCase() !== 'ALL') continue;
    const covers =
      rule.groupId === undefined
        ? rule.cidr !== undefined && isInCidr(peerIp, rule.cidr)
        : peerGroups.includes(rule.groupId);
    if (covers) return rule.action.toUpperCase() === 'ACCEPT' ? 'accept' : 'drop';
  }
  return 'drop';
}
