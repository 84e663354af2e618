import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { say } from '../messages/say.js';
import { defineCheck, type Phase } from './check.js';
import { ok, type Remark, unproven, warning } from './finding.js';

export const placementCheck = defineCheck({
  id: 'placement',
  subject: 'nodes',
  about: () => say.about.placement,
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run: ({ cloud }, { pair, phase }) => checkPlacement(pair.spec, cloud, phase),
});

/**
 * The API names a dedicated host, and a rack in a resource pool; of ordinary instances only the spread placement group,
 * whose members the vendor keeps apart (Placement and DisasterRecoverGroupIds of DescribeInstances). One zone is as it has
 * to be: a subnet is in one.
 */
export function checkPlacement(spec: ClusterSpec, { inventory }: CloudFacts, phase: Phase): Remark[] {
  const [a, b] = spec.nodes.map((node) => locate(node, inventory).instance?.placement);
  if (a === undefined || b === undefined) return [];
  const { placement } = say;
  if (a.host !== undefined && a.host === b.host) {
    return [warning(a.host, placement.sameHost({ host: a.host }), placement.sameHostHint)];
  }
  if (a.rack !== undefined && a.rack === b.rack) {
    return [warning(a.rack, placement.sameRack({ rack: a.rack }), placement.sameRackHint)];
  }
  const shared = a.groups.find((group) => b.groups.includes(group));
  if (shared !== undefined) return [ok('cloud', placement.spread({ group: shared }))];
  if (a.host !== undefined && b.host !== undefined)
    return [ok('cloud', placement.twoHosts({ one: a.host, other: b.host }))];
  // A person can still choose before a run; on a running pair it is no news.
  return [(phase === 'preflight' ? warning : unproven)('cloud', placement.unknown, placement.unknownHint)];
}
