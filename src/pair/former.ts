import type { InstanceId, Ipv4 } from '../cluster/ids.js';
import { nodeNames, peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { PreflightError } from '../errors.js';
import type { HostFacts } from '../facts/host.js';
import { findInterface } from '../facts/interfaces.js';
import type { Topology } from '../facts/topology.js';
import { say } from '../messages/say.js';
import type { View } from '../operations/operation.js';
import type { Eni, Inventory } from '../ports/inventory.js';

/** What the host that stays says of a peer that the answers no longer name. It is a host's word, and a host may lie. */
export interface FormerClaim {
  /** Whose place the new host takes. */
  readonly node: NodeName;
  readonly instance: InstanceId;
  /** Tells which of the instance's own ENIs it was, where it has several in the subnet. */
  readonly eniId: string;
}

/** A host that was in this pair, as the cloud knows it. */
export interface Former extends FormerClaim {
  readonly eni: Eni;
  readonly address: Ipv4;
}

/** By what the host that stays was told of its peer. */
export function findFormer({ hosts, topology, spec }: View): FormerClaim | undefined {
  for (const node of nodeNames) {
    const { settings } = hosts[node];
    if (settings?.cluster !== spec.cluster || settings.self.instance !== topology.nodes[node].instance.id) continue;
    const { instance, eni } = settings.peer;
    if (nodeNames.some((one) => topology.nodes[one].instance.id === instance)) continue;
    return { node: peerOf(node), instance: instance as InstanceId, eniId: eni };
  }
  return undefined;
}

/**
 * The former host by the cloud's record; undefined where the cloud no longer has it.
 * @throws PreflightError where it is no instance of the pair's own subnet: then it never was in this pair
 */
export function locateFormer(claim: FormerClaim, inventory: Inventory, topology: Topology): Former | undefined {
  const { instance: id, node, eniId } = claim;
  if (!inventory.instances.some((instance) => instance.id === id)) return undefined;
  const own = inventory.enis.filter((one) => one.instance === id && one.subnetId === topology.subnet.id);
  const eni = own.find((one) => one.id === eniId) ?? own[0];
  const address = eni?.ips.find(({ primary }) => primary)?.address;
  if (eni !== undefined && address !== undefined) return { ...claim, eni, address };
  const survivor = topology.nodes[peerOf(node)].instance.id;
  throw new PreflightError(say.reach.former.unknown({ survivor, instance: id, subnet: topology.subnet.id }), {
    where: survivor,
    hint: say.reach.former.mistrust({ survivor }),
  });
}

/**
 * The host behind the former host's address is that instance, and its own files name this very pair.
 * @throws PreflightError where it is another machine, or serves another pair
 */
export function verifyFormer(former: Former, { network, settings, record }: HostFacts, { spec, topology }: View): void {
  const { instance, eni, address } = former;
  const survivor = topology.nodes[peerOf(former.node)];
  if (findInterface(network, eni.mac) === undefined) {
    throw new PreflightError(say.reach.former.other({ address, eni: eni.id, mac: eni.mac }), {
      where: instance,
      hint: say.reach.former.otherHint,
    });
  }
  // A host that an interrupted run has emptied already names nobody.
  if (settings === undefined && record === undefined) return;
  const isOfPair =
    settings === undefined
      ? record?.cluster === spec.cluster
      : settings.cluster === spec.cluster &&
        settings.vip === topology.vip &&
        settings.self.eni === eni.id &&
        settings.peer.eni === survivor.eni.id;
  if (isOfPair) return;
  throw new PreflightError(say.reach.former.ofOthers({ instance }), {
    where: instance,
    hint: say.reach.former.mistrust({ survivor: survivor.instance.id }),
  });
}
