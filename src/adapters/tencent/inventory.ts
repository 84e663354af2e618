import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js';
import type { Ipv4 } from '../../cluster/ids.js';
import { CloudError } from '../../errors.js';
import type { InventoryQuery } from '../../ports/cloud.js';
import type { Eip, Eni, Instance, Inventory, SecurityGroup, Subnet } from '../../ports/inventory.js';
import type { Api } from './api.js';
import { allPages } from './pages.js';
import { toEip, toEni, toInstance, toRule, toSubnet } from './records.js';

const noQuotas: ReadonlyMap<string, number> = new Map();
const unique = (values: readonly string[]) => [...new Set(values.filter((value) => value !== ''))];

/** The account's record of one run's subject: two round trips, three where a subnet has more than 100 ENIs. */
export async function readInventory(api: Api, query: InventoryQuery): Promise<Inventory> {
  const wanted = unique(query.instances);
  const [instances, attached, quotas, eips] = await Promise.all([
    readInstances(api, wanted),
    readEnis(api, [{ Name: 'attachment.instance-id', Values: [...wanted] }]),
    readQuotas(api, wanted),
    query.eip === undefined ? [] : readEips(api, query.eip),
  ]);
  const subnetIds = unique([...attached.map((eni) => eni.SubnetId ?? ''), ...instances.map((one) => one.subnetId)]);
  const groupIds = unique([
    ...attached.flatMap((eni) => eni.GroupSet ?? []),
    ...instances.flatMap((instance) => instance.securityGroupIds),
  ]);
  const [subnets, neighbours, securityGroups] = await Promise.all([
    readSubnets(api, subnetIds),
    subnetIds.length === 0 ? [] : readEnis(api, [{ Name: 'subnet-id', Values: subnetIds }]),
    Promise.all(groupIds.map((id) => readSecurityGroup(api, id))),
  ]);
  return { instances, enis: mergeEnis(attached, neighbours, quotas), subnets, securityGroups, eips };
}

type SdkEni = Parameters<typeof toEni>[0];

/** The ENIs of the instances, and those of their subnets that have more than their primary IP. */
function mergeEnis(
  attached: readonly SdkEni[],
  neighbours: readonly SdkEni[],
  quotas: ReadonlyMap<string, number>,
): readonly Eni[] {
  const own = new Set(attached.map((eni) => eni.NetworkInterfaceId));
  const others = neighbours.filter(
    (eni) => !own.has(eni.NetworkInterfaceId) && (eni.PrivateIpAddressSet?.length ?? 0) > 1,
  );
  return [...attached.map((eni) => toEni(eni, quotas)), ...others.map((eni) => toEni(eni, noQuotas))];
}

async function readInstances(api: Api, ids: readonly string[]): Promise<readonly Instance[]> {
  const answer = await api.repeatable('DescribeInstances', ({ cvm }) =>
    cvm.DescribeInstances({ InstanceIds: [...ids], Limit: 100 }),
  );
  return (answer.InstanceSet ?? []).map(toInstance);
}

export function readEnis(api: Api, filters: readonly Filter[]): Promise<readonly SdkEni[]> {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeNetworkInterfaces', ({ vpc }) =>
        vpc.DescribeNetworkInterfaces({ Filters: [...filters], Offset: offset, Limit: limit }),
      )
      .then((answer) => ({ items: answer.NetworkInterfaceSet ?? [], total: answer.TotalCount ?? 0 })),
  );
}

/** Private IPs that each ENI may have, by instance; without those instances that the account does not have. */
export async function readQuotas(api: Api, instances: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const entries = await Promise.all(
    instances.map(async (instance) => {
      try {
        const answer = await api.repeatable('DescribeNetworkInterfaceLimit', ({ vpc }) =>
          vpc.DescribeNetworkInterfaceLimit({ InstanceId: instance }),
        );
        return [[instance, answer.EniPrivateIpAddressQuantity ?? 0] as const];
      } catch (error) {
        if (error instanceof CloudError && /NotFound|Malformed/.test(error.code)) return [];
        throw error;
      }
    }),
  );
  return new Map(entries.flat());
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
export async function readUsedAddresses(api: Api, vpcId: string, subnetId: string): Promise<readonly Ipv4[]> {
  const used = await allPages((offset, limit) =>
    api
      .repeatable('DescribeUsedIpAddress', ({ vpc }) =>
        vpc.DescribeUsedIpAddress({ VpcId: vpcId, SubnetId: subnetId, Offset: offset, Limit: limit }),
      )
      .then((answer) => ({ items: answer.IpAddressStates ?? [], total: answer.TotalCount ?? 0 })),
  );
  return used.map((one) => one.IpAddress as Ipv4);
}
