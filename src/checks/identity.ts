import { paths } from '../cluster/names.js';
import { findInterface } from '../facts/interfaces.js';
import { locate } from '../facts/topology.js';
import { defineCheck } from './check.js';
import { findAudit } from './context.js';
import { error, ok } from './finding.js';

export const identityCheck = defineCheck({
  id: 'host.identity',
  title: 'the two hosts',
  about: "each host has the ENI's hardware address",
  when: ['preflight', 'verify'],
  needs: ['cloud', 'node', 'host'],
  run({ cloud, node, host: { id, host } }) {
    const { eni } = locate(node, cloud.inventory);
    if (eni === undefined) return [];
    const { network } = host;
    if (findInterface(network, eni.mac) !== undefined) return [ok(id, `it has ${eni.id}'s hardware address`)];
    const seen = network.interfaces.map(({ name, mac }) => `${name} ${mac}`).join(', ');
    return [
      error(
        id,
        `the host behind its address is another one: no interface there has ${eni.id}'s hardware address ${eni.mac} (it has ${seen})`,
        'check nodes[].ssh.host in the answers, or, for a secondary ENI, whether its interface is up on the host',
      ),
    ];
  },
});

export const recordCheck = defineCheck({
  id: 'record',
  title: 'the two hosts',
  about: 'each host belongs to this cluster',
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { node, id, host } }, { pair, phase, command }) {
    const { spec } = pair;
    const { record } = host;
    if (record?.cluster === spec.cluster) return [];
    if (phase === 'preflight') {
      if (record === undefined) return [];
      const hint = `use cluster: ${record.cluster} in the answers, or other instances: one host is in one pair`;
      return [error(id, `the host already belongs to the cluster ${record.cluster}`, hint)];
    }
    if (record !== undefined) {
      const message = `the host belongs to the cluster ${record.cluster}, not to ${spec.cluster}`;
      return [error(id, message, 'name the right answers file with --answers FILE')];
    }
    // A record that makes no sense is a matter of its file.
    const isDamaged = findAudit(pair, node)?.host.damaged.some(({ path }) => path === paths.record);
    return isDamaged ? [] : [error(id, 'ha-setup has not set this host up, or its record is gone', command())];
  },
});
