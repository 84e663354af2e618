import type { ClusterSpec, NodeName, NodeSpec } from './spec.js';

/** The nodes' names, in the order of the answers. */
export const nodeNames = ['a', 'b'] as const satisfies readonly NodeName[];

export function peerOf(name: NodeName): NodeName {
  return name === 'a' ? 'b' : 'a';
}

/** What the spec says about one node. */
export function nodeOf({ nodes }: Pick<ClusterSpec, 'nodes'>, name: NodeName): NodeSpec {
  return nodes[name === 'a' ? 0 : 1];
}
