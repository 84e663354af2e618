import { cidrRange, type Ipv4, isInCidr } from '../../../cluster/ids.js';
import type { Account, SubnetRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action } from '../context.js';
import { applyFilters, type FilterParam, page, verifyExclusive } from '../paging.js';

interface Describe {
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: string;
  readonly Limit?: string;
}

function usedAddresses(account: Account) {
  const others = account.occupied.map(({ address, subnet, type, id }) => ({
    VpcId: account.subnets.find((one) => one.id === subnet)?.vpc ?? '',
    SubnetId: subnet,
    IpAddress: address,
    ResourceType: type,
    ResourceId: id,
  }));
  const haVips = [...account.haVips.values()].map((haVip) => ({
    VpcId: haVip.vpc,
    SubnetId: haVip.subnet,
    IpAddress: haVip.address,
    ResourceType: 'HAVIP',
    ResourceId: haVip.id,
  }));
  const onEnis = [...account.enis.values()].flatMap((eni) =>
    eni.ips.map((ip) => ({
      VpcId: eni.vpc,
      SubnetId: eni.subnet,
      IpAddress: ip.address,
      ResourceType: eni.primary && ip.primary ? 'CVM' : 'ENI',
      ResourceId: eni.primary && ip.primary ? (eni.instance ?? eni.id) : eni.id,
    })),
  );
  return [...onEnis, ...haVips, ...others];
}

function viewSubnet(account: Account, subnet: SubnetRecord): object {
  const { first, last } = cidrRange(subnet.cidr);
  const total = last - first - 2;
  const used = usedAddresses(account).filter((one) => one.SubnetId === subnet.id).length;
  return {
    VpcId: subnet.vpc,
    SubnetId: subnet.id,
    SubnetName: subnet.name,
    CidrBlock: subnet.cidr,
    Zone: subnet.zone,
    IsDefault: false,
    EnableBroadcast: false,
    TotalIpAddressCount: total,
    AvailableIpAddressCount: total - used,
  };
}

interface DescribeUsed {
  readonly VpcId: string;
  readonly SubnetId?: string;
  readonly IpAddresses?: readonly string[];
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: number;
  readonly Limit?: number;
}

export const networkActions = [
  action<Describe & { VpcIds?: readonly string[] }>({
    service: 'vpc',
    name: 'DescribeVpcs',
    limit: 100,
    perform: (params, { account }) => {
      verifyExclusive('VpcIds', params.VpcIds, params.Filters);
      const found = applyFilters(
        account.vpcs.filter((vpc) => params.VpcIds?.includes(vpc.id) ?? true),
        params.Filters,
        {
          'vpc-id': (vpc, values) => values.includes(vpc.id),
          'vpc-name': (vpc, values) => values.some((value) => vpc.name.includes(value)),
          'cidr-block': (vpc, values) => values.includes(vpc.cidr),
        },
      );
      const set = page(found, params).map((vpc) => ({
        VpcId: vpc.id,
        VpcName: vpc.name,
        CidrBlock: vpc.cidr,
        IsDefault: false,
        EnableMulticast: false,
      }));
      return { TotalCount: found.length, VpcSet: set };
    },
  }),
  action<Describe & { SubnetIds?: readonly string[] }>({
    service: 'vpc',
    name: 'DescribeSubnets',
    limit: 100,
    perform: (params, { account }) => {
      verifyExclusive('SubnetIds', params.SubnetIds, params.Filters);
      const missing = params.SubnetIds?.find((id) => !account.subnets.some((subnet) => subnet.id === id));
      if (missing !== undefined) throw refusals.notFound('subnet', missing);
      const found = applyFilters(
        account.subnets.filter((subnet) => params.SubnetIds?.includes(subnet.id) ?? true),
        params.Filters,
        {
          'subnet-id': (subnet, values) => values.includes(subnet.id),
          'vpc-id': (subnet, values) => values.includes(subnet.vpc),
          'subnet-name': (subnet, values) => values.some((value) => subnet.name.includes(value)),
          zone: (subnet, values) => values.includes(subnet.zone),
        },
      );
      return { TotalCount: found.length, SubnetSet: page(found, params).map((one) => viewSubnet(account, one)) };
    },
  }),
  action<DescribeUsed>({
    service: 'vpc',
    name: 'DescribeUsedIpAddress',
    limit: 20,
    perform: (params, { account }) => {
      if (params.IpAddresses !== undefined && params.Filters !== undefined)
        throw refusals.coexist('IpAddresses', 'Filters');
      const subnet = account.subnets.find((one) => one.id === params.SubnetId);
      if (params.SubnetId !== undefined && subnet === undefined) throw refusals.notFound('subnet', params.SubnetId);
      const range = subnet?.cidr ?? account.vpcs.find((vpc) => vpc.id === params.VpcId)?.cidr;
      if (range === undefined) throw refusals.notFound('VPC', params.VpcId);
      for (const address of params.IpAddresses ?? []) {
        if (!isInCidr(address as Ipv4, range)) {
          throw new ApiError(
            'InvalidParameterValue.ParameterMismatch',
            `The address \`${address}\` is not in ${range}.`,
          );
        }
      }
      const inside = usedAddresses(account).filter(
        (one) =>
          one.VpcId === params.VpcId &&
          (params.SubnetId === undefined || one.SubnetId === params.SubnetId) &&
          (params.IpAddresses?.includes(one.IpAddress) ?? true),
      );
      const found = applyFilters(inside, params.Filters, {
        'ip-addresses': (one, values) => values.includes(one.IpAddress),
        'resource-id': (one, values) => values.includes(one.ResourceId),
      });
      return { TotalCount: found.length, IpAddressStates: page(found, params) };
    },
  }),
];
