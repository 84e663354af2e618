import type { EipId, EniId, InstanceId, Ipv4 } from '../cluster/ids.js';
import type { ClusterSpec, MechanismName, NodeName } from '../cluster/spec.js';
import type { RemovableVip, Topology } from '../facts/topology.js';
import type { CloudReader, ProvableAction } from '../ports/cloud.js';
import type { Eip, Eni, Inventory, Subnet, UsedAddress } from '../ports/inventory.js';
import type { VipDiff, VipRemoval } from './changes.js';
import type { PolicySubject, Statement } from './statement.js';

/** Where a VIP is looked for. */
export interface Place {
  readonly spec: ClusterSpec;
  /** Of the two nodes. */
  readonly enis: readonly Eni[];
  readonly subnet: Subnet;
  readonly inventory: Pick<Inventory, 'enis' | 'haVips'>;
  /** Addresses of the subnet that something uses. */
  readonly used: readonly UsedAddress[];
}

export interface Candidate {
  readonly address: Ipv4;
  readonly name: string;
}

/** What is compared with the desired state. */
export interface Subject {
  readonly spec: ClusterSpec;
  readonly topology: Topology;
  /** The one node that serves the VIP now, by its NIC; absent where none does, or both do. */
  readonly serving?: NodeName;
  /** Instances that the hosts' own files still name as peers, and that the answers no longer have. */
  readonly formers: readonly InstanceId[];
}

/** An action, and what it is tried on. */
export type ProofTarget = readonly [ProvableAction, ...(EniId | EipId)[]];

/** How the VIP moves from host to host, and all that follows from that. */
export interface Mechanism {
  readonly name: MechanismName;
  /** The inventory has to hold the HAVIPs. */
  readonly readsHaVips: boolean;
  /** The VIP goes to the host that has announced it last, so nothing but the hooks may announce it there. */
  readonly followsAnnouncement: boolean;
  /** What may be the pair's VIP already, with its name in the cloud. */
  candidates(enis: readonly Eni[], inventory: Pick<Inventory, 'haVips'>): readonly Candidate[];
  /** The cloud's record tells which address is the VIP: the subnet's used ones need not be read. */
  knowsVip(spec: ClusterSpec, enis: readonly Eni[], inventory: Inventory): boolean;
  /** The VIP of the answers: the one asked for, the one recognised by its name, or the highest free address. */
  findVip(place: Place): Ipv4 | undefined;
  /** Who has the VIP by the cloud's record, and what stands for it there. */
  findRecord(vip: Ipv4, subnet: Subnet, inventory: Inventory): Pick<Topology, 'vipRecord' | 'haVip'>;
  /** The same by one call that may be made again and again. Throws CloudError. */
  findOwner(cloud: CloudReader, topology: Topology): Promise<EniId | undefined>;
  diffVip(subject: Subject): VipDiff;
  /** Only where the answers ask for an EIP. */
  diffBinding(subject: Subject): VipDiff;
  isEipOnVip(topology: Topology): boolean;
  /** The EIP is on the VIP, or where a move of the VIP may leave it behind. */
  isEipOfPair(topology: Topology): boolean;
  /** What the hooks' settings say of the mechanism. */
  settings(topology: Topology): Readonly<Record<string, string>>;
  /** Actions of a host's hooks that can be tried without doing them. */
  proofs(topology: Topology, node: NodeName, which: 'needed' | 'all'): readonly ProofTarget[];
  hostStatements(subject: PolicySubject): readonly Statement[];
  operatorStatements(subject: PolicySubject): readonly Statement[];
  /** @param address what the hosts or the answers call the VIP, where they do */
  findRemovable(
    spec: ClusterSpec,
    inventory: Pick<Inventory, 'enis' | 'haVips'>,
    address: Ipv4 | undefined,
  ): RemovableVip | undefined;
  /** The EIP is on what stands for this VIP. */
  isEipOn(vip: RemovableVip, eip: Eip): boolean;
  /**
   * Gives what stands for the VIP back to the subnet.
   * @param eip what may still be on it
   */
  remove(vip: RemovableVip, eip?: Eip): readonly VipRemoval[];
  /** Takes the EIP off whatever it is bound to. */
  unbind(eip: Eip, vip: RemovableVip | undefined): readonly VipRemoval[];
}
