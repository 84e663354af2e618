import type { Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { gather } from '../facts/fact.js';
import { surveyHost } from '../facts/host.js';
import { leftoversFact } from '../facts/leftovers.js';
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
      inventory = await ports.cloud.inventory({ instances, eip: { name: cloudName(spec.cluster) } });
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
      else if (spec.vip !== 'auto') vip ??= spec.vip;
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
  const all = (inventory?.enis ?? []).flatMap((eni) => eni.ips.map((ip) => ({ ...ip, eni: eni.id })));
  const named = all.find((ip) => !ip.primary && ip.description === name);
  const address = named?.address ?? vip;
  const record = named ?? all.find((ip) => ip.address === address && !ip.primary);
  const eip = inventory?.eips.find((one) => one.name === name);
  return {
    spec,
    hosts,
    ...(address && { vip: { address, ours: named !== undefined, ...(record && { eni: record.eni }) } }),
    ...(eip && { eip }),
    ...choice,
  };
}
