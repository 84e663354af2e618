import { cloudName, vridOf } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { type Remark, warning } from './finding.js';

export const vridCheck = defineCheck({
  id: 'vrid',
  subject: 'vip',
  about: () => say.about.vrid,
  mechanism: 'havip',
  when: ['preflight'],
  needs: ['cloud'],
  run: ({ cloud }, { pair: { spec } }) => checkVrid(spec, cloud),
});

function checkVrid(spec: ClusterSpec, { inventory }: CloudFacts): Remark[] {
  const prefix = cloudName('');
  const names = [
    ...inventory.haVips.map(({ name }) => name),
    ...inventory.enis.flatMap(({ ips }) => ips.map(({ description }) => description)),
  ];
  const clusters = new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
  clusters.delete(spec.cluster);
  const vrid = vridOf(spec.cluster);
  return [...clusters]
    .filter((cluster) => vridOf(cluster) === vrid)
    .map((cluster) => warning('cloud', say.havip.vrid({ cluster, vrid }), say.havip.vridHint));
}
