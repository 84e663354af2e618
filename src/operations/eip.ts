import { cloudName } from '../cluster/names.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { toDiff } from './change.js';
import type { Operation } from './operation.js';
import { toSubject } from './vip.js';

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
  diff(view) {
    if (view.spec.eip === 'none') return { changes: [], ok: 'the answers ask for none' };
    const { changes, ok } = mechanismOf(view.spec).diffBinding(toSubject(view));
    return toDiff(changes, ok);
  },
};
