import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark } from './finding.js';

export const nodesCheck = defineCheck({
  id: 'nodes',
  title: 'instances and ENIs',
  about: 'both instances run, in one subnet, with their role',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run: ({ cloud }, { pair }) =>
    orOk(checkNodes(pair.spec, cloud), 'cloud', 'both instances run, and their ENIs are in one subnet'),
});

/** Both instances exist and run, their ENIs are attached and stand in one subnet. */
export function checkNodes(spec: ClusterSpec, { inventory }: CloudFacts): Remark[] {
  const found = spec.nodes.flatMap((node) => checkNode(node, spec, inventory));
  const [a, b] = spec.nodes.map((node) => locate(node, inventory).eni);
  if (a === undefined || b === undefined || a.subnetId === b.subnetId) return found;
  const place = (eni: typeof a) => `${eni.id} is in ${eni.subnetId} of ${eni.vpcId}`;
  return [
    ...found,
    error(
      undefined,
      `the two nodes are not in one subnet: ${place(a)}, ${place(b)}`,
      'a VIP moves only within one subnet: choose two instances of the same one',
    ),
  ];
}

function checkNode(node: NodeSpec, spec: ClusterSpec, inventory: CloudFacts['inventory']): Remark[] {
  const { instance, eni } = locate(node, inventory);
  const id = node.instance;
  if (instance === undefined) {
    return [
      error(
        id,
        `there is no such instance in ${spec.region}`,
        `check nodes[].instance and region in the answers; the credentials must belong to the account that owns it`,
      ),
    ];
  }
  if (instance.state !== 'RUNNING') {
    const off = error(
      id,
      `the instance is ${instance.state}, not RUNNING`,
      'start it, then run the same command again',
    );
    return [{ ...off, code: 'not-running' }];
  }
  if (eni === undefined) {
    const wanted = node.eni ?? 'a primary ENI';
    return [
      error(
        id,
        `the instance has no ${wanted}`,
        'check nodes[].eni in the answers, or leave it out for the primary ENI',
      ),
    ];
  }
  if (eni.instance !== id) {
    return [error(eni.id, `the ENI is not attached to ${id}`, 'attach it, or name another in nodes[].eni')];
  }
  if (spec.hostCredentials === 'role' && instance.camRole === undefined) {
    const bare = error(
      id,
      'the instance has no CAM role, by which its hooks would call the API',
      'bind a role to it in the console (CVM > more > instance settings), or use hostCredentials: { type: key }',
    );
    return [{ ...bare, code: 'no-role' }];
  }
  return [];
}
