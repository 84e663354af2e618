import type { Account, InstanceRecord } from '../account.js';
import { ApiError } from '../api-error.js';
import { action } from '../context.js';
import { applyFilters, type FilterParam, type Filters, page, verifyExclusive } from '../paging.js';

interface DescribeInstances {
  readonly InstanceIds?: readonly string[];
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: number;
  readonly Limit?: number;
}

function primaryEni(account: Account, instance: InstanceRecord) {
  return [...account.enis.values()].find((eni) => eni.primary && eni.instance === instance.id);
}

function view(account: Account, instance: InstanceRecord): object {
  const eni = primaryEni(account, instance);
  const publicIps = [...account.eips.values()].filter((eip) => eip.eni === eni?.id).map((eip) => eip.ip);
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceState: instance.state,
    InstanceType: 'S5.MEDIUM2',
    CPU: 2,
    Memory: 2,
    RestrictState: 'NORMAL',
    Placement: {
      ...{ Zone: instance.zone, ProjectId: 0 },
      ...{ HostId: instance.placement?.host ?? '', RackId: instance.placement?.rack ?? '' },
    },
    DisasterRecoverGroupId: instance.placement?.group ?? '',
    DisasterRecoverGroupIds: instance.placement?.group === undefined ? [] : [instance.placement.group],
    PrivateIpAddresses: (eni?.ips ?? []).map((ip) => ip.address),
    PublicIpAddresses: publicIps.length === 0 ? null : publicIps,
    VirtualPrivateCloud: { VpcId: eni?.vpc ?? '', SubnetId: eni?.subnet ?? '', AsVpcGateway: false },
    SecurityGroupIds: eni?.groups ?? [],
    CamRoleName: instance.role ?? '',
    InternetAccessible: {
      InternetChargeType: instance.internet?.chargeType ?? 'TRAFFIC_POSTPAID_BY_HOUR',
      InternetMaxBandwidthOut: instance.internet?.mbits ?? 0,
    },
  };
}

const filters = (account: Account): Filters<InstanceRecord> => ({
  'instance-id': (instance, values) => values.includes(instance.id),
  'instance-name': (instance, values) => values.includes(instance.name),
  'instance-state': (instance, values) => values.includes(instance.state),
  zone: (instance, values) => values.includes(instance.zone),
  'vpc-id': (instance, values) => values.includes(primaryEni(account, instance)?.vpc ?? ''),
  'subnet-id': (instance, values) => values.includes(primaryEni(account, instance)?.subnet ?? ''),
  'private-ip-address': (instance, values) =>
    (primaryEni(account, instance)?.ips ?? []).some((ip) => values.includes(ip.address)),
});

const regions = [
  { Region: 'ap-beijing', RegionName: 'North China (Beijing)', RegionState: 'AVAILABLE' },
  { Region: 'ap-guangzhou', RegionName: 'South China (Guangzhou)', RegionState: 'AVAILABLE' },
  { Region: 'ap-shanghai', RegionName: 'East China (Shanghai)', RegionState: 'AVAILABLE' },
  { Region: 'ap-singapore', RegionName: 'Southeast Asia (Singapore)', RegionState: 'AVAILABLE' },
];
export const knownRegions: readonly string[] = regions.map((region) => region.Region);

export const instanceActions = [
  action<DescribeInstances>({
    service: 'cvm',
    name: 'DescribeInstances',
    limit: 40,
    perform: (params, { account }) => {
      verifyExclusive('InstanceIds', params.InstanceIds, params.Filters);
      for (const filter of params.Filters ?? []) {
        if (filter.Values.length > 5)
          throw new ApiError('InvalidFilterValue.LimitExceeded', 'A filter takes at most 5 values.');
      }
      for (const id of params.InstanceIds ?? []) {
        if (!/^ins-[a-z0-9]{8}$/.test(id)) {
          throw new ApiError('InvalidInstanceId.Malformed', `The instance id \`${id}\` is malformed.`);
        }
      }
      const wanted = params.InstanceIds;
      const chosen = [...account.instances.values()].filter((instance) => wanted?.includes(instance.id) ?? true);
      const found = applyFilters(chosen, params.Filters, filters(account), 'InvalidFilter');
      return { TotalCount: found.length, InstanceSet: page(found, params).map((one) => view(account, one)) };
    },
  }),
  action<object>({
    service: 'cvm',
    name: 'DescribeRegions',
    limit: 20,
    global: true,
    perform: () => ({ TotalCount: regions.length, RegionSet: regions }),
  }),
  action<object>({
    service: 'cvm',
    name: 'DescribeZones',
    limit: 20,
    perform: (_params, _context, { region }) => {
      const zones = [3, 4, 5].map((number) => ({
        Zone: `${region}-${number}`,
        ZoneName: `${region} zone ${number}`,
        ZoneId: `8000${number}`,
        ZoneState: 'AVAILABLE',
      }));
      return { TotalCount: zones.length, ZoneSet: zones };
    },
  }),
];
