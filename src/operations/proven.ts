import { paths } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import type { View } from './operation.js';

/** What makes a pair the one that was proven: the same ENIs, VIP and way of failing over. Other settings may change. */
export function identifyPair({ spec, topology }: View): string {
  const { vip, nodes } = topology;
  return [spec.cluster, vip, nodes.a.eni.id, nodes.b.eni.id, spec.mode, spec.detection].join(' ');
}

/** Both hosts remember that this very pair passed its drills. */
export function isProven(view: View): boolean {
  return nodeNames.every((node) => view.hosts[node].verified?.pair === identifyPair(view));
}

/** The pair served before it became this very one: it was made by hand and taken over, or one of its hosts was replaced. */
export function servedBefore({ hosts, topology, spec }: View): boolean {
  const enis = nodeNames.map((node) => topology.nodes[node].eni.id);
  return nodeNames.some((node) => {
    const [cluster, , ...others] = hosts[node].verified?.pair.split(' ') ?? [];
    const isOther = cluster === spec.cluster && !enis.every((eni) => others.includes(eni));
    return hosts[node].record?.tookOver === true || isOther;
  });
}

/** A person keeps one of the hosts out: failing over would leave nobody. */
export function isHeld({ hosts }: View): boolean {
  return nodeNames.some((node) => hosts[node].files[paths.hold] !== undefined);
}
