import type { EipId, EniId, HaVipId, InstanceId, Ipv4, Region } from '../cluster/ids.js';

export interface Instance {
  readonly id: InstanceId;
  readonly name: string;
  readonly zone: string;
  readonly placement: Placement;
  readonly state: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly privateIps: readonly Ipv4[];
  readonly publicIps: readonly Ipv4[];
  readonly securityGroupIds: readonly string[];
  /** The CAM role bound to the instance, by which it may call the API; absent where there is none. */
  readonly camRole?: string;
  /** How its own public bandwidth is charged: BANDWIDTH_PREPAID, TRAFFIC_POSTPAID_BY_HOUR, …; and how much it has. */
  readonly internet?: { readonly chargeType: string; readonly mbits: number };
}

/** What the API tells of the hardware under an instance. */
export interface Placement {
  /** The dedicated host; absent on the vendor's shared ones. */
  readonly host?: string;
  /** The rack, of an instance in a resource pool alone. */
  readonly rack?: string;
  /** Spread placement groups: the vendor keeps their instances apart. */
  readonly groups: readonly string[];
}

/** STANDARD: an EIP has its own bandwidth and charge; LEGACY: those of the instance that it is bound to. */
export type AccountType = 'STANDARD' | 'LEGACY';

export interface PrivateIp {
  readonly address: Ipv4;
  readonly primary: boolean;
  readonly description: string;
  /** PENDING | MIGRATING | DELETING | AVAILABLE */
  readonly state: string;
  readonly eipId?: EipId;
}

export interface Eni {
  readonly id: EniId;
  readonly name: string;
  readonly primary: boolean;
  readonly instance?: InstanceId;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly mac: string;
  readonly state: string;
  readonly ips: readonly PrivateIp[];
  /** Its own groups; those of its instance where it names none. */
  readonly securityGroupIds: readonly string[];
  /** Of the extension kind, which has a quota of its own (AttachType 1). */
  readonly extension?: true;
  /** How many private IPs the ENI may have, the primary one included (DescribeNetworkInterfaceLimit). */
  readonly ipQuota?: number;
}

export interface Eip {
  readonly id: EipId;
  readonly name: string;
  readonly ip: Ipv4;
  /** CREATING | BINDING | BIND | UNBINDING | UNBIND | OFFLINING | BIND_ENI */
  readonly status: string;
  /** What it is bound to, while its status says that it is bound; the record may name an earlier place otherwise. */
  readonly eni?: EniId;
  readonly privateIp?: Ipv4;
  /** Isolated for want of payment. */
  readonly arrears?: true;
  /** Blocked by the vendor, after an attack for one. */
  readonly blocked?: true;
  /** Released by the cloud as soon as it is unbound. */
  readonly releasedWhenUnbound?: true;
}

/** An address that goes to the host which announces it by gratuitous ARP. */
export interface HaVip {
  readonly id: HaVipId;
  readonly name: string;
  readonly address: Ipv4;
  readonly vpcId: string;
  readonly subnetId: string;
  /** AVAILABLE | UNBIND */
  readonly state: string;
  /** Who has it; absent until its first announcement. */
  readonly instance?: InstanceId;
  readonly eni?: EniId;
  readonly eipAddress?: Ipv4;
  /** When an announcement moved it last, as the API writes it: a date and a time without a zone. Absent until then. */
  readonly flushedAt?: string;
  /** Whether only the associated instances may have it; else any host of the subnet may. */
  readonly checkAssociate: boolean;
  readonly associations: readonly HaVipAssociation[];
}

export interface HaVipAssociation {
  /** An instance, any ENI of which may have the HAVIP, or one ENI. */
  readonly instance: string;
  readonly type: 'CVM' | 'ENI';
}

export interface SecurityRule {
  readonly protocol: string;
  readonly port: string;
  readonly action: string;
  readonly cidr?: string;
  readonly groupId?: string;
  /** An address or service template, whose content we do not look up. */
  readonly template: boolean;
}

export interface SecurityGroup {
  readonly id: string;
  readonly ingress: readonly SecurityRule[];
  readonly egress: readonly SecurityRule[];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: string;
}

/** The cloud's own record of what a run is about, read at one moment. */
export interface Inventory {
  /** The instances asked for; one that the account does not have is missing. */
  readonly instances: readonly Instance[];
  /** All ENIs attached to those instances, and any other ENI of their subnets that carries more than its primary IP. */
  readonly enis: readonly Eni[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly eips: readonly Eip[];
  /** Of the VPC, where they are asked for. */
  readonly haVips: readonly HaVip[];
  /** How many HAVIPs one VPC may have; absent where nobody asked, or the caller may not. */
  readonly haVipQuota?: number;
  /** Why the API shows no HAVIPs to this account, by its code. */
  readonly haVipRefusal?: string;
  /** Read where an EIP is asked for; absent where the caller may not read it. */
  readonly accountType?: AccountType;
}

export interface RegionRecord {
  readonly id: Region;
  /** In words, such as "North China (Beijing)". */
  readonly name: string;
}

/** An address of a subnet that something uses, as far as the cloud tells what (DescribeUsedIpAddress). */
export interface UsedAddress {
  readonly address: Ipv4;
  /** Such as "CVM", "ENI" or "CLB"; the vendor lists no values. */
  readonly resourceType?: string;
  readonly resourceId?: string;
}

/** What one region of the account has to choose from. */
export interface Landscape {
  readonly instances: readonly Instance[];
  /** All ENIs, without their quotas. */
  readonly enis: readonly Eni[];
  readonly subnets: readonly Subnet[];
  readonly eips: readonly Eip[];
  /** None where the caller may not see them, or the account has none. */
  readonly haVips: readonly HaVip[];
}
