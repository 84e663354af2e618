import { type Account, type EniRecord, eipAt, ipQuota } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action } from '../context.js';
import { applyFilters, type FilterParam, type Filters, page, verifyExclusive, verifyForm } from '../paging.js';

function view(account: Account, eni: EniRecord): object {
  return {
    NetworkInterfaceId: eni.id,
    NetworkInterfaceName: eni.name,
    NetworkInterfaceDescription: '',
    VpcId: eni.vpc,
    SubnetId: eni.subnet,
    GroupSet: eni.groups,
    Primary: eni.primary,
    MacAddress: eni.mac,
    State: 'AVAILABLE',
    NetworkInterfaceState: eni.state ?? (eni.instance === undefined ? 'AVAILABLE' : 'INUSE'),
    PrivateIpAddressSet: eni.ips.map((ip) => {
      const eip = eipAt(account, eni.id, ip.address);
      return {
        PrivateIpAddress: ip.address,
        Primary: ip.primary,
        Description: ip.description,
        State: ip.state,
        PublicIpAddress: eip?.ip ?? '',
        AddressId: eip?.id ?? '',
        IsWanIpBlocked: false,
      };
    }),
    Attachment:
      eni.instance === undefined
        ? null
        : { InstanceId: eni.instance, DeviceIndex: eni.primary ? 0 : 1, InstanceAccountId: account.uin },
    Zone: 'ap-beijing-3',
    EniType: eni.primary ? 1 : 0,
    AttachType: eni.extension ? 1 : 0,
  };
}

const has = (eni: EniRecord, test: (address: string) => boolean) => eni.ips.some((ip) => test(ip.address));

/** One address matches by its ending unless an exact match is asked for as well; several match exactly. */
function filters(exact: boolean): Filters<EniRecord> {
  return {
    'vpc-id': (eni, values) => values.includes(eni.vpc),
    'subnet-id': (eni, values) => values.includes(eni.subnet),
    'network-interface-id': (eni, values) => values.includes(eni.id),
    'attachment.instance-id': (eni, values) => eni.instance !== undefined && values.includes(eni.instance),
    'groups.security-group-id': (eni, values) => eni.groups.some((group) => values.includes(group)),
    'network-interface-name': (eni, values) => values.includes(eni.name),
    'is-primary': (eni, values) => values[0]?.toLowerCase() === String(eni.primary),
    'address-ip': (eni, values) =>
      values.length === 1 && !exact
        ? has(eni, (address) => address.endsWith(values[0] ?? ''))
        : has(eni, (address) => values.includes(address)),
    'ip-exact-match': () => true,
  };
}

interface DescribeEnis {
  readonly NetworkInterfaceIds?: readonly string[];
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: number;
  readonly Limit?: number;
}

export const eniForm = /^eni-[a-z0-9]{8}$/;

export const eniActions = [
  action<DescribeEnis>({
    service: 'vpc',
    name: 'DescribeNetworkInterfaces',
    limit: 100,
    perform: (params, { account }) => {
      verifyExclusive('NetworkInterfaceIds', params.NetworkInterfaceIds, params.Filters);
      for (const id of params.NetworkInterfaceIds ?? []) {
        verifyForm('NetworkInterfaceIds', id, eniForm);
        if (!account.enis.has(id)) throw refusals.notFound('network interface', id);
      }
      const match = params.Filters?.find((filter) => filter.Name === 'ip-exact-match');
      const exact = match?.Values[0]?.toLowerCase() === 'true';
      const chosen = [...account.enis.values()].filter((eni) => params.NetworkInterfaceIds?.includes(eni.id) ?? true);
      const found = applyFilters(chosen, params.Filters, filters(exact));
      return { TotalCount: found.length, NetworkInterfaceSet: page(found, params).map((one) => view(account, one)) };
    },
  }),
  action<{ InstanceId: string }>({
    service: 'vpc',
    name: 'DescribeNetworkInterfaceLimit',
    limit: 20,
    perform: ({ InstanceId }, { account }) => {
      verifyForm('InstanceId', InstanceId, /^(ins|eni)-[a-z0-9]{8}$/);
      const eni = [...account.enis.values()].find(
        (one) => one.id === InstanceId || (one.primary && one.instance === InstanceId),
      );
      if (eni === undefined && InstanceId.startsWith('ins-')) {
        throw new ApiError('InvalidInstanceId.NotFound', `The instance \`${InstanceId}\` does not exist.`);
      }
      if (eni === undefined) throw refusals.notFound('network interface', InstanceId);
      const extension = account.instances.get(eni.instance ?? '')?.extensionIpQuota ?? 0;
      return {
        EniQuantity: 2,
        EniPrivateIpAddressQuantity: ipQuota(account, { ...eni, extension: false }),
        ExtendEniQuantity: extension === 0 ? 0 : 8,
        ExtendEniPrivateIpAddressQuantity: extension,
      };
    },
  }),
];
