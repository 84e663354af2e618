import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import { firewallRule } from './firewall-verdict.js';
import type { Operation } from './operation.js';

/** The host's own packet filter lets VRRP from the peer in, also after its next boot. */
export function firewallOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.firewall,
    target: node,
    diff(view) {
      const { firewall } = view.hosts[node];
      const rule = firewallRule(view, node);
      const ok = firewall === undefined ? say.changes.ok.noFilter : say.changes.ok.filter(firewall);
      return toDiff(rule === undefined ? [] : [{ kind: 'firewall.open', node, ...rule }], ok);
    },
  };
}
