import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js';
import { CloudError } from '../../errors.js';
import type { InventoryQuery } from '../../ports/cloud.js';
import type {
  AccountType,
  Eip,
  Eni,
  Instance,
  Inventory,
  SecurityGroup,
  Subnet,
  UsedAddress,
} from '../../ports/inventory.js';
import type { Api } from './api.js';
import { surveyHaVips } from './havips.js';
import { allPages } from './pages.js';
import { readQuotas, withQuotas } from './quotas.js';
import { toEip, toEni, toInstance, toRule, toSubnet, toUsedAddress } from './records.js';

const unique = (values: readonly string[]) => [...new Set(values.filter((value) => value !== ''))];

/** The account's record of one run's subject: two round trips, three where a subnet has more than 100 ENIs. */
export async function readInventory(api: Api, query: InventoryQuery): Promise<Inventory> {
  const wanted = unique(query.instances);
  const [instances, attached, quotas, eips, accountType] = await Promise.all([
    readInstances(api, wanted),
    readEnis(api, [{ Name: 'attachment.instance-id', Values: [...wanted] }]),
    readQuotas(api, query.limits === false ? [] : wanted),
    query.eip === undefined ? [] : readEips(api, query.eip),
    query.eip === undefined || query.limits === false ? undefined : readAccountType(api),
  ]);
  const own = withQuotas(attached, quotas).map((eni) => withGroups(eni, instances));
  query.onInstances?.({ instances, enis: own });
  const subnetIds = unique([...own.map((eni) => eni.subnetId), ...instances.map((one) => one.subnetId)]);
  const groupIds = unique([
    ...own.flatMap((eni) => eni.securityGroupIds),
    ...instances.flatMap((instance) => instance.securityGroupIds),
  ]);
  const vpcIds = unique(instances.map(({ vpcId }) => vpcId));
  const [subnets, neighbours, haVips, securityGroups] = await Promise.all([
    readSubnets(api, subnetIds),
    subnetIds.length === 0 ? [] : readEnis(api, [{ Name: 'subnet-id', Values: subnetIds }]),
    query.haVips === true ? surveyHaVips(api, vpcIds, query.limits !== false) : { haVips: [] },
    Promise.all(groupIds.map((id) => readSecurityGroup(api, id))),
  ]);
  const enis = [...own, ...findCrowded(neighbours, own)];
  return { instances, enis, subnets, securityGroups, eips, ...haVips, ...(accountType && { accountType }) };
}

/** An ENI that names no security groups is under those of its instance. */
function withGroups(eni: Eni, instances: readonly Instance[]): Eni {
  if (eni.securityGroupIds.length > 0) return eni;
  return { ...eni, securityGroupIds: instances.find(({ id }) => id === eni.instance)?.securityGroupIds ?? [] };
}

/** The subnets' other ENIs that have more than their primary IP. */
function findCrowded(neighbours: readonly Eni[], own: readonly Eni[]): readonly Eni[] {
  const ids = new Set(own.map(({ id }) => id));
  return neighbours.filter(({ id, ips }) => !ids.has(id) && ips.length > 1);
}

/** Whose the bandwidth of an EIP is; a permission that older policies lack is not worth a failure. */
export async function readAccountType(api: Api): Promise<AccountType | undefined> {
  try {
    const answer = await api.repeatable('DescribeNetworkAccountType', ({ vpc }) =>
      vpc.DescribeNetworkAccountType(null),
    );
    const type = answer.NetworkAccountType;
    return type === 'STANDARD' || type === 'LEGACY' ? type : undefined;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'permission') return undefined;
    throw error;
  }
}

async function readInstances(api: Api, ids: readonly string[]): Promise<readonly Instance[]> {
  const answer = await api.repeatable('DescribeInstances', ({ cvm }) =>
    cvm.DescribeInstances({ InstanceIds: [...ids], Limit: 100 }),
  );
  return (answer.InstanceSet ?? []).map(toInstance);
}

export function readEnis(api: Api, filters: readonly Filter[]): Promise<readonly Eni[]> {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeNetworkInterfaces', ({ vpc }) =>
        vpc.DescribeNetworkInterfaces({ Filters: [...filters], Offset: offset, Limit: limit }),
      )
      .then((answer) => ({ items: (answer.NetworkInterfaceSet ?? []).map(toEni), total: answer.TotalCount ?? 0 })),
  );
}

async function readSubnets(api: Api, ids: readonly string[]): Promise<readonly Subnet[]> {
  if (ids.length === 0) return [];
  const answer = await api.repeatable('DescribeSubnets', ({ vpc }) =>
    vpc.DescribeSubnets({ SubnetIds: [...ids], Limit: '100' }),
  );
  return (answer.SubnetSet ?? []).map(toSubnet);
}

async function readSecurityGroup(api: Api, id: string): Promise<SecurityGroup> {
  const answer = await api.repeatable('DescribeSecurityGroupPolicies', ({ vpc }) =>
    vpc.DescribeSecurityGroupPolicies({ SecurityGroupId: id }),
  );
  const { Ingress = [], Egress = [] } = answer.SecurityGroupPolicySet ?? {};
  const inOrder = (rules: typeof Ingress) =>
    [...rules].sort((one, other) => (one.PolicyIndex ?? 0) - (other.PolicyIndex ?? 0)).map(toRule);
  return { id, ingress: inOrder(Ingress), egress: inOrder(Egress) };
}

function readEips(api: Api, eip: NonNullable<InventoryQuery['eip']>): Promise<readonly Eip[]> {
  const filter = 'id' in eip ? { Name: 'address-id', Values: [eip.id] } : { Name: 'address-name', Values: [eip.name] };
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeAddresses', ({ vpc }) =>
        vpc.DescribeAddresses({ Filters: [filter], Offset: offset, Limit: limit }),
      )
      .then((answer) => ({ items: (answer.AddressSet ?? []).map(toEip), total: answer.TotalCount ?? 0 })),
  );
}

/** The subnet's addresses that anything uses. */
export function readUsedAddresses(api: Api, vpcId: string, subnetId: string): Promise<readonly UsedAddress[]> {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeUsedIpAddress', ({ vpc }) =>
        vpc.DescribeUsedIpAddress({ VpcId: vpcId, SubnetId: subnetId, Offset: offset, Limit: limit }),
      )
      .then((answer) => ({
        items: (answer.IpAddressStates ?? []).map(toUsedAddress),
        total: answer.TotalCount ?? 0,
      })),
  );
}
