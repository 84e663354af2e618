/** One private address on an ENI, as the cloud records it. */
export interface IpRecord {
  readonly address: string;
  readonly primary: boolean;
  description: string;
  state: 'PENDING' | 'MIGRATING' | 'DELETING' | 'AVAILABLE';
}

export interface EniRecord {
  readonly id: string;
  readonly name: string;
  readonly primary: boolean;
  instance: string | undefined;
  readonly vpc: string;
  readonly subnet: string;
  readonly mac: string;
  /** Of the extension kind (AttachType 1), with a quota of its own. */
  readonly extension?: boolean;
  /** While it is not at rest, such as ATTACHING. */
  state?: string;
  groups: string[];
  ips: IpRecord[];
}

export interface InstanceRecord {
  readonly id: string;
  name: string;
  readonly zone: string;
  /** Its spread placement group, and the dedicated host or the rack where the API names one. */
  placement?: { readonly group?: string; readonly host?: string; readonly rack?: string };
  state: string;
  /** The CAM role bound to it. */
  role: string | undefined;
  ipQuota: number;
  /** The quota of its ENIs of the extension kind; 0 where it takes none. */
  extensionIpQuota?: number;
  /** How its own public bandwidth is charged, and how much of it there is. */
  internet?: { readonly chargeType: string; readonly mbits: number };
}

export interface EipRecord {
  readonly id: string;
  name: string;
  readonly ip: string;
  status: 'CREATING' | 'BINDING' | 'BIND' | 'BIND_ENI' | 'UNBINDING' | 'UNBIND' | 'OFFLINING';
  eni: string | undefined;
  privateIp: string | undefined;
  /** The HAVIP that it is on; then it is on no ENI. */
  haVip?: string;
  /** Where it was bound last: the API goes on showing it while the EIP is bound to nothing. */
  last?: { readonly eni: string; readonly privateIp: string };
  arrears?: boolean;
  blocked?: boolean;
  cascadeRelease?: boolean;
}

/** Who a HAVIP was with, and since when: what DescribeHaVips shows late when it lags. */
export interface HaVipHolding {
  /** Epoch ms. */
  readonly since: number;
  readonly eni?: string;
  readonly instance?: string;
  readonly flushedAt: string;
}

export interface HaVipRecord {
  readonly id: string;
  name: string;
  readonly address: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly createdAt: string;
  readonly checkAssociate: boolean;
  readonly tags: readonly { readonly Key?: string; readonly Value?: string }[];
  /** Who may claim it, where that is checked. */
  associations: readonly { readonly instance: string; readonly type: 'CVM' | 'ENI' }[];
  /** The last one is the present one. */
  holdings: readonly HaVipHolding[];
  /** The EIP on it. */
  eip?: string;
  /** An asynchronous change is under way. */
  busy?: boolean;
}

/** A rule in the shape of the API's SecurityGroupPolicy. */
export interface RuleRecord {
  readonly Protocol?: string;
  readonly Port?: string;
  readonly CidrBlock?: string;
  readonly SecurityGroupId?: string;
  readonly AddressTemplate?: { readonly AddressId?: string; readonly AddressGroupId?: string };
  readonly ServiceTemplate?: { readonly ServiceId?: string; readonly ServiceGroupId?: string };
  readonly Action: string;
  readonly PolicyDescription?: string;
}

interface GroupRecord {
  readonly id: string;
  readonly name: string;
  ingress: RuleRecord[];
  egress: RuleRecord[];
  version: number;
}

export interface SubnetRecord {
  readonly id: string;
  readonly name: string;
  readonly vpc: string;
  readonly cidr: string;
  readonly zone: string;
}

/** An address that something has which is no ENI of ours to see: a load balancer, a database. */
interface OccupiedRecord {
  readonly address: string;
  readonly subnet: string;
  readonly type: string;
  readonly id: string;
}

/** The whole of one account in one region: what the cloud believes. */
export interface Account {
  readonly uin: string;
  readonly region: string;
  readonly vpcs: { readonly id: string; readonly name: string; readonly cidr: string }[];
  readonly subnets: SubnetRecord[];
  readonly instances: Map<string, InstanceRecord>;
  readonly enis: Map<string, EniRecord>;
  readonly eips: Map<string, EipRecord>;
  readonly groups: Map<string, GroupRecord>;
  readonly occupied: OccupiedRecord[];
  readonly haVips: Map<string, HaVipRecord>;
  /** In one VPC. */
  haVipQuota: number;
  eipQuota: number;
  type: 'STANDARD' | 'LEGACY';
}

export function emptyAccount(uin: string, region: string): Account {
  return {
    uin,
    region,
    vpcs: [],
    subnets: [],
    instances: new Map(),
    enis: new Map(),
    eips: new Map(),
    groups: new Map(),
    occupied: [],
    haVips: new Map(),
    haVipQuota: 10,
    eipQuota: 20,
    type: 'STANDARD',
  };
}

/** The ENI that has the address, and the address's own record. While an address migrates, that is still the old one. */
export function findHolder(account: Account, address: string): { eni: EniRecord; ip: IpRecord } | undefined {
  for (const eni of account.enis.values()) {
    const ip = eni.ips.find((one) => one.address === address);
    if (ip !== undefined) return { eni, ip };
  }
  return undefined;
}

/** The HAVIP of an address. */
export function findHaVip(account: Account, address: string): HaVipRecord | undefined {
  return [...account.haVips.values()].find((one) => one.address === address);
}

/** Whether an ENI, a HAVIP or something else has the address. */
export function isUsed(account: Account, address: string): boolean {
  const owner = findHolder(account, address) ?? findHaVip(account, address);
  return owner !== undefined || account.occupied.some((one) => one.address === address);
}

export function eipAt(account: Account, eni: string, address: string): EipRecord | undefined {
  return [...account.eips.values()].find((eip) => eip.eni === eni && eip.privateIp === address);
}

/** How many private IPs the ENI may have, its primary one included. */
export function ipQuota(account: Account, eni: EniRecord): number {
  const instance = eni.instance === undefined ? undefined : account.instances.get(eni.instance);
  return (eni.extension ? instance?.extensionIpQuota : instance?.ipQuota) ?? 10;
}

/** A plain-JSON picture of the whole account. */
export function accountRecord(account: Account) {
  return {
    instances: [...account.instances.values()],
    enis: [...account.enis.values()],
    eips: [...account.eips.values()],
    groups: [...account.groups.values()],
    haVips: [...account.haVips.values()],
    subnets: account.subnets,
    vpcs: account.vpcs,
  };
}

export type AccountRecord = ReturnType<typeof accountRecord>;
