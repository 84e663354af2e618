import type { NodeName } from '../cluster/spec.js';
import { toDiff } from './change.js';
import { firewallRule } from './firewall-verdict.js';
import type { Operation } from './operation.js';

/** The host's own packet filter lets VRRP from the peer in, also after its next boot. */
export function firewallOperation(node: NodeName): Operation {
  return {
    title: 'firewall',
    target: node,
    diff(view) {
      const { firewall } = view.hosts[node];
      const rule = firewallRule(view, node);
      const ok = firewall === undefined ? 'the host filters no packets' : `${firewall.tool} lets VRRP from the peer in`;
      return toDiff(rule === undefined ? [] : [{ kind: 'firewall.open', node, ...rule }], ok);
    },
  };
}
