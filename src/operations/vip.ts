import { cloudName } from '../cluster/names.js';
import { toDiff } from './change.js';
import type { Operation } from './operation.js';

/** The VIP is a secondary address of one of the two ENIs and carries the cluster's name. */
export const vipOperation: Operation = {
  title: 'VIP',
  target: 'cloud',
  diff({ spec, topology }) {
    const { vip, vipRecord, nodes, home } = topology;
    const name = cloudName(spec.cluster);
    if (vipRecord === undefined) {
      const eni = nodes[home].eni.id;
      return toDiff([{ kind: 'vip.assign', eni, vip, description: name }], '');
    }
    const unnamed = vipRecord.description === '';
    return toDiff(
      unnamed ? [{ kind: 'vip.describe', eni: vipRecord.eni.id, vip, description: name }] : [],
      `${vip} is on ${vipRecord.eni.id}`,
    );
  },
};
