import type { EniId, HaVipId, InstanceId, Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import type { Eip, Eni, HaVip, Instance, Inventory, Subnet } from '../ports/inventory.js';

export interface LocatedNode {
  readonly name: NodeName;
  readonly instance: Instance;
  readonly eni: Eni;
  /** The ENI's primary address: what VRRP speaks from and to. */
  readonly ip: Ipv4;
}

/** Who has the VIP in the cloud. */
export interface VipRecord {
  readonly eni: { readonly id: EniId; readonly instance?: InstanceId };
  /** What the cloud calls the VIP: an address's description, a HAVIP's name. */
  readonly name: string;
  /** AVAILABLE, or what happens to it. */
  readonly state: string;
}

/** A VIP as uninstall finds it in the cloud. */
export interface RemovableVip {
  readonly address: Ipv4;
  /** An earlier run made it: it has the cluster's name. */
  readonly ours: boolean;
  /** What stands for it in the cloud: the ENI that it is an address of, or the HAVIP; absent where nothing does. */
  readonly place?: EniId | HaVipId;
  /** Who has it. */
  readonly eni?: EniId;
  /** The EIP on it, where the VIP's own record tells. */
  readonly eipAddress?: Ipv4;
}

/** The cloud's side of the spec, resolved: which ENIs, which address, which EIP. */
export interface Topology {
  readonly nodes: Readonly<Record<NodeName, LocatedNode>>;
  readonly subnet: Subnet;
  readonly vip: Ipv4;
  /** Absent while nobody has it. */
  readonly vipRecord?: VipRecord;
  /** With mechanism havip, what stands for the VIP in the cloud; absent until it is made. */
  readonly haVip?: HaVip;
  /** The VIP's address as an earlier run made it for the other mechanism: it has to go before this one can have the address. */
  readonly rival?: RemovableVip;
  /** The node on whose ENI the VIP is, if it is on one of the two. */
  readonly owner?: NodeName;
  /** Where a new VIP is put while no host serves it: the node that VRRP will make active on a fresh pair. */
  readonly home: NodeName;
  readonly eip?: Eip;
}

/** The instance and ENI that a node of the spec means, as far as the account has them. */
export function locate(
  node: NodeSpec,
  inventory: Pick<Inventory, 'instances' | 'enis'>,
): { readonly instance?: Instance; readonly eni?: Eni } {
  const instance = inventory.instances.find((candidate) => candidate.id === node.instance);
  const eni = inventory.enis.find((candidate) =>
    node.eni === undefined ? candidate.primary && candidate.instance === node.instance : candidate.id === node.eni,
  );
  return { ...(instance && { instance }), ...(eni && { eni }) };
}

/** The EIP of this spec, as far as the account has it: the one named, or the one that a run allocated. */
export function findEip(spec: ClusterSpec, { eips }: Pick<Inventory, 'eips'>): Eip | undefined {
  if (spec.eip === 'none') return undefined;
  return eips.find((one) => (spec.eip === 'allocate' ? one.name === cloudName(spec.cluster) : one.id === spec.eip));
}
