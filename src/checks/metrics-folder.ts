import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { ok, warning } from './finding.js';

export const metricsFolderCheck = defineCheck({
  id: 'metrics.textfile',
  subject: 'hosts',
  about: () => say.about.metricsTextfile,
  when: ['preflight', 'verify'],
  appliesTo: ({ metrics }) => metrics !== undefined,
  needs: ['host', 'port'],
  async run({ host: { id }, port }, { pair }) {
    const folder = pair.spec.metrics?.textfile;
    if (folder === undefined) return [];
    const { code } = await port.read(['test', '-d', folder]);
    if (code === 0) return [ok(id, say.metrics.folder({ folder }))];
    return [warning(id, say.metrics.noFolder({ folder }), say.metrics.noFolderHint({ folder }))];
  },
});
