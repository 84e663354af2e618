import { cloudName } from '../cluster/names.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import type { Operation } from './operation.js';
import { toSubject } from './vip.js';

/** An EIP of the cluster's name exists. Like its binding it is for answers that ask for an EIP. */
export const eipOperation: Operation = {
  get title() {
    return say.changes.titles.eip;
  },
  target: 'cloud',
  diff({ spec, topology }) {
    const name = cloudName(spec.cluster);
    if (topology.eip !== undefined)
      return { changes: [], ok: say.changes.ok.eipExists({ eip: topology.eip.id, ip: topology.eip.ip }) };
    return toDiff([{ kind: 'eip.allocate', name }], '');
  },
};

/** The EIP is bound to the VIP. While the VIP moves, the hosts see to that themselves. */
export const eipBindingOperation: Operation = {
  get title() {
    return say.changes.titles.eipBinding;
  },
  target: 'cloud',
  diff(view) {
    const { changes, ok } = mechanismOf(view.spec).diffBinding(toSubject(view));
    return toDiff(changes, ok);
  },
};
