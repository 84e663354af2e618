import { nodeNames } from '../facts/topology.js';
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
