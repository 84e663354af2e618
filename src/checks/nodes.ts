import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark } from './finding.js';

export const nodesCheck = defineCheck({
  id: 'nodes',
  subject: 'nodes',
  about: () => say.about.nodes,
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run: ({ cloud }, { pair }) => orOk(checkNodes(pair.spec, cloud), 'cloud', say.findings.nodes.fine),
});

/** Both instances exist and run, their ENIs are attached and stand in one subnet. */
export function checkNodes(spec: ClusterSpec, { inventory }: CloudFacts): Remark[] {
  const found = spec.nodes.flatMap((node) => checkNode(node, spec, inventory));
  const [a, b] = spec.nodes.map((node) => locate(node, inventory).eni);
  if (a === undefined || b === undefined || a.subnetId === b.subnetId) return found;
  return [
    ...found,
    error(
      undefined,
      say.findings.nodes.apart({
        ...{ eni: a.id, subnet: a.subnetId, vpc: a.vpcId },
        ...{ otherEni: b.id, otherSubnet: b.subnetId, otherVpc: b.vpcId },
      }),
      say.findings.nodes.apartHint,
    ),
  ];
}

function checkNode(node: NodeSpec, spec: ClusterSpec, inventory: CloudFacts['inventory']): Remark[] {
  const { instance, eni } = locate(node, inventory);
  const id = node.instance;
  const words = say.findings.nodes;
  if (instance === undefined) {
    return [error(id, words.unknown(spec), words.unknownHint)];
  }
  if (instance.state !== 'RUNNING') {
    const off = error(id, words.off(instance), words.offHint);
    return [{ ...off, code: 'not-running' }];
  }
  if (eni === undefined) {
    const message = node.eni === undefined ? words.noPrimaryEni : words.noEni({ eni: node.eni });
    return [error(id, message, words.noEniHint)];
  }
  if (eni.instance !== id) {
    return [error(eni.id, words.detached({ instance: id }), words.detachedHint)];
  }
  if (spec.hostCredentials === 'role' && instance.camRole === undefined) {
    const bare = error(id, words.noRole, words.noRoleHint);
    return [{ ...bare, code: 'no-role' }];
  }
  return [];
}
