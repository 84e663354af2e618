import type { InstanceId } from '../cluster/ids.js';
import type { Subject } from '../mechanism/mechanism.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import type { Operation, View } from './operation.js';

/** The VIP exists in the cloud, under the cluster's name. */
export const vipOperation: Operation = {
  get title() {
    return say.changes.titles.vip;
  },
  target: 'cloud',
  diff(view) {
    const { changes, ok } = mechanismOf(view.spec).diffVip(toSubject(view));
    return toDiff(changes, ok);
  },
};

export function toSubject({ spec, topology, hosts }: View): Subject {
  const pair: readonly string[] = [topology.nodes.a.instance.id, topology.nodes.b.instance.id];
  const formers = Object.values(hosts).flatMap(({ settings }) =>
    settings?.cluster === spec.cluster && !pair.includes(settings.peer.instance) ? [settings.peer.instance] : [],
  );
  return { spec, topology, formers: formers as InstanceId[] };
}
