import { cloudName } from '../cluster/names.js';
import { isBoundTo } from '../facts/eip.js';
import { type Change, toDiff } from './change.js';
import type { Operation } from './operation.js';

/** An EIP of the cluster's name exists, where one is to be allocated. */
export const eipOperation: Operation = {
  title: 'EIP',
  target: 'cloud',
  diff({ spec, topology }) {
    const name = cloudName(spec.cluster);
    if (spec.eip === 'none') return { changes: [], ok: 'the answers ask for none' };
    if (topology.eip !== undefined) return { changes: [], ok: `${topology.eip.id} (${topology.eip.ip}) exists` };
    return toDiff([{ kind: 'eip.allocate', name }], '');
  },
};

/** The EIP is bound to the VIP. While the VIP moves, the hosts see to that themselves. */
export const eipBindingOperation: Operation = {
  title: 'EIP on the VIP',
  target: 'cloud',
  diff({ spec, topology }) {
    const { eip, vip, vipRecord, nodes, home } = topology;
    if (spec.eip === 'none') return { changes: [], ok: 'the answers ask for none' };
    const bound = eip !== undefined && isBoundTo(eip, vipRecord?.eni.id, vip);
    const eni = vipRecord?.eni.id ?? nodes[home].eni.id;
    const bind: Change = { kind: 'eip.associate', eip: eip?.id, eni, vip };
    return toDiff(bound ? [] : [bind], `${eip?.id} is on ${vip}`);
  },
};
