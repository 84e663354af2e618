import { paths } from '../cluster/names.js';
import { findInterface } from '../facts/interfaces.js';
import { locate } from '../facts/topology.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { findAudit } from './context.js';
import { error, ok } from './finding.js';

export const identityCheck = defineCheck({
  id: 'host.identity',
  subject: 'hosts',
  about: () => say.about.hostIdentity,
  when: ['preflight', 'verify'],
  needs: ['cloud', 'node', 'host'],
  run({ cloud, node, host: { id, host } }) {
    const { eni } = locate(node, cloud.inventory);
    if (eni === undefined) return [];
    const { network } = host;
    if (findInterface(network, eni.mac) !== undefined) return [ok(id, say.checks.identity.fine({ eni: eni.id }))];
    const seen = listed(network.interfaces.map(({ name, mac }) => `${name} ${mac}`));
    return [
      error(id, say.checks.identity.other({ eni: eni.id, mac: eni.mac, found: seen }), say.checks.identity.otherHint),
    ];
  },
});

export const recordCheck = defineCheck({
  id: 'record',
  subject: 'hosts',
  about: () => say.about.record,
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { node, id, host } }, { pair, phase, command }) {
    const { spec } = pair;
    const { record } = host;
    if (record?.cluster === spec.cluster) return [];
    if (phase === 'preflight') {
      if (record === undefined) return [];
      return [error(id, say.checks.identity.taken(record), say.checks.identity.takenHint(record))];
    }
    if (record !== undefined) {
      const message = say.checks.identity.wrong({ found: record.cluster, expected: spec.cluster });
      return [error(id, message, say.checks.identity.wrongHint)];
    }
    // A record that makes no sense is a matter of its file.
    const isDamaged = findAudit(pair, node)?.host.damaged.some(({ path }) => path === paths.record);
    return isDamaged ? [] : [error(id, say.checks.identity.unknown, command())];
  },
});
