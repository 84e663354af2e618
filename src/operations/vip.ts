import type { InstanceId } from '../cluster/ids.js';
import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
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

/** The one node that has the VIP on its NIC: it serves whatever is sent there, also while the cloud has no record of the VIP. */
export function findServing({ topology: { vip }, hosts }: Pick<View, 'topology' | 'hosts'>): NodeName | undefined {
  const [one, other] = nodeNames.filter((node) =>
    hosts[node].network.interfaces.some(({ addresses }) => addresses.some(({ address }) => address === vip)),
  );
  return other === undefined ? one : undefined;
}

export function toSubject(view: View): Subject {
  const { spec, topology, hosts } = view;
  const pair: readonly string[] = [topology.nodes.a.instance.id, topology.nodes.b.instance.id];
  const formers = Object.values(hosts).flatMap(({ settings }) =>
    settings?.cluster === spec.cluster && !pair.includes(settings.peer.instance) ? [settings.peer.instance] : [],
  );
  const serving = findServing(view);
  return { spec, topology, ...(serving && { serving }), formers: formers as InstanceId[] };
}
