import type { EipId, EniId, HaVipId, InstanceId, Ipv4 } from '../cluster/ids.js';
import type { AccountType, Eni, HaVip, Inventory, Landscape, RegionRecord, UsedAddress } from './inventory.js';

export interface CloudTask {
  readonly id: string;
}

/** Sees the cloud and changes nothing there. Every method throws CloudError with the API's code. */
export interface CloudReader {
  /** What the API's clock says minus what ours says, in ms, from the last reply's Date header; undefined before the first. */
  clockOffsetMs(): number | undefined;
  /** Everything one run needs to know of the account: all pages. */
  inventory(query: InventoryQuery): Promise<Inventory>;
  /** The regions that these credentials can look into. */
  regions(): Promise<readonly RegionRecord[]>;
  /** Everything of the region that a person may choose from: all pages. */
  landscape(): Promise<Landscape>;
  /** The same ENIs with their quotas of private IPs: one call for each instance. */
  withQuotas(enis: readonly Eni[]): Promise<readonly Eni[]>;
  /** Whose the bandwidth of an EIP is; undefined where these credentials may not ask. */
  accountType(): Promise<AccountType | undefined>;
  /** The subnet's addresses that anything uses, and what uses them: all pages. */
  usedAddresses(vpcId: string, subnetId: string): Promise<readonly UsedAddress[]>;
  /** Which of these ENIs has the VIP; the one call that the hooks make again and again. */
  findOwner(enis: readonly EniId[], vip: Ipv4): Promise<EniId | undefined>;
  /** The VPC's HAVIPs: all pages; none where they may not be seen. */
  haVips(vpcId: string): Promise<readonly HaVip[]>;
  /** Which ENI has the HAVIP; undefined while none has it. */
  findHaVipOwner(id: HaVipId): Promise<EniId | undefined>;
  taskState(task: CloudTask): Promise<'SUCCESS' | 'FAILED' | 'RUNNING'>;
  /**
   * Whether these credentials may perform an action, shown by a call that the API always refuses for another reason:
   * it changes nothing and costs nothing. Where the refusal tells nothing: unproven.
   * @param targets MigratePrivateIpAddress: source and destination ENI; AssignPrivateIpAddresses: the ENI;
   *   AssociateAddress: the EIP, if there is one already; DisassociateAddress: none
   */
  proveMay(action: ProvableAction, ...targets: readonly (EniId | EipId)[]): Promise<Proof>;
}

export type ProvableAction =
  | 'MigratePrivateIpAddress'
  | 'AssignPrivateIpAddresses'
  | 'AssociateAddress'
  | 'DisassociateAddress'
  | 'DescribeVpcTaskResult';

export type Proof = 'allowed' | 'denied' | 'unproven';

export interface InventoryQuery {
  readonly instances: readonly string[];
  /** An EIP to look up by id, or by name. */
  readonly eip?: { readonly id: string } | { readonly name: string };
  /** Whether the VPC's HAVIPs are to be read too. */
  readonly haVips?: boolean;
  /** false leaves out what no change of a run alters: the quotas of the ENIs and of HAVIPs, and the kind of the account. */
  readonly limits?: false;
  /** Told of the instances and of their ENIs as soon as these are read; the rest is still on its way. */
  readonly onInstances?: (found: Pick<Inventory, 'instances' | 'enis'>) => void;
}

export interface CloudPort extends CloudReader {
  /** Puts this very address on the ENI as a secondary IP, with its description, in one call. */
  assignVip(eni: EniId, vip: Ipv4, description: string, clientToken: string): Promise<void>;
  describeVip(eni: EniId, vip: Ipv4, description: string): Promise<void>;
  migrateVip(from: EniId, to: EniId, vip: Ipv4): Promise<CloudTask>;
  allocateEip(name: string, clientToken: string): Promise<{ readonly id: EipId; readonly task: CloudTask }>;
  associateEip(eip: EipId, eni: EniId, vip: Ipv4): Promise<CloudTask>;
  /** Makes a HAVIP that these instances alone may have. */
  createHaVip(request: HaVipRequest, clientToken: string): Promise<HaVipId>;
  deleteHaVip(id: HaVipId): Promise<CloudTask>;
  /** Lets further instances have it; moves nothing. */
  associateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void>;
  disassociateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void>;
  /** Takes the EIP's address, not its id. */
  haVipAssociateAddressIp(id: HaVipId, eip: Ipv4): Promise<CloudTask>;
  haVipDisassociateAddressIp(id: HaVipId): Promise<CloudTask>;
  /** Puts a rule that accepts everything of one address in front of the group's others. */
  addPeerRule(rule: PeerRule): Promise<void>;
  /** Gives the address back to the subnet. The API takes its EIP off it by the way. */
  unassignVip(eni: EniId, vip: Ipv4): Promise<void>;
  disassociateEip(eip: EipId): Promise<CloudTask>;
  /** Gives the EIP back for good; it must be unbound. */
  releaseEip(eip: EipId): Promise<CloudTask>;
}

export interface HaVipRequest {
  readonly name: string;
  /** Of the tag ha-setup, by which people find what belongs to a cluster. */
  readonly cluster: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly vip: Ipv4;
  readonly instances: readonly InstanceId[];
}

/** A security group's rule that lets VRRP (protocol 112, which only ALL covers) through to or from the peer. */
export interface PeerRule {
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly peerIp: Ipv4;
  readonly description: string;
}
