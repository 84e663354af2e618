import type { Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import { type ClusterSpec, type NodeName, vipAddress } from '../cluster/spec.js';
import { gather } from '../facts/fact.js';
import { surveyHost } from '../facts/host.js';
import { leftoversFact } from '../facts/leftovers.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import type { RemovableHost, RemovalView } from '../operations/removal.js';
import type { HostPort } from '../ports/host.js';
import type { Inventory } from '../ports/inventory.js';
import { LivePair, type LivePorts } from './live-pair.js';
import type { Each } from './pair.js';

export type RemovalPair = LivePair<RemovalView, Partial<Each<HostPort>>>;

/** What of the cloud is to go as well. */
export interface RemovalChoice {
  readonly removeVip: boolean;
  readonly releaseEip: boolean;
}

/**
 * What is left of a pair, of the hosts that are still there.
 * @param choice asked at each view: it may be made once the pair has been read
 * @param labels how people know a node, where it is not by its instance in the spec
 */
export async function liveRemoval(
  spec: ClusterSpec,
  ports: LivePorts<Partial<Each<HostPort>>>,
  choice: () => RemovalChoice,
  labels: Partial<Each<string>> = {},
): Promise<RemovalPair> {
  const hosts: Partial<Record<NodeName, RemovableHost>> = {};
  let inventory: Inventory | undefined;
  let vip: Ipv4 | undefined;
  const facts = {
    view: () => toRemovalView(spec, { hosts, inventory, vip }, choice()),
    async readCloud() {
      const instances = spec.nodes.map((node) => node.instance);
      inventory = await ports.cloud.inventory({
        instances,
        eip: { name: cloudName(spec.cluster) },
        haVips: mechanismOf(spec).readsHaVips,
      });
    },
    async readHost(node: NodeName) {
      const host = ports.hosts[node];
      if (host === undefined) return;
      const [read, { leftovers }] = await Promise.all([
        surveyHost(host, ports.clock.now),
        gather(host, { leftovers: leftoversFact }),
      ]);
      hosts[node] = { facts: read, leftovers };
      // Once its files are gone, nothing on a host tells the VIP any more.
      if (read.settings?.cluster === spec.cluster) vip = read.settings.vip as Ipv4;
      else vip ??= vipAddress(spec);
    },
  };
  const pair = new LivePair(spec, ports, facts, labels);
  await pair.refreshAll();
  return pair;
}

function toRemovalView(
  spec: ClusterSpec,
  { hosts, inventory, vip }: Pick<RemovalView, 'hosts'> & { inventory: Inventory | undefined; vip: Ipv4 | undefined },
  choice: RemovalChoice,
): RemovalView {
  const name = cloudName(spec.cluster);
  const { enis = [], haVips = [] } = inventory ?? {};
  const removable = mechanismOf(spec).findRemovable(spec, { enis, haVips }, vip);
  const eip = inventory?.eips.find((one) => one.name === name);
  return {
    spec,
    hosts,
    ...(removable && { vip: removable }),
    ...(eip && { eip }),
    ...choice,
  };
}
