import type { Account, EipRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action } from '../context.js';
import { applyFilters, type FilterParam, page } from '../paging.js';

interface DescribeAddresses {
  readonly AddressIds?: readonly string[];
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: number;
  readonly Limit?: number;
}

function view(account: Account, eip: EipRecord): object {
  // As in the API's own examples, an unbound EIP still shows where it was.
  const eni = eip.eni ?? eip.last?.eni;
  const instance = eni === undefined ? undefined : account.enis.get(eni)?.instance;
  const place =
    eip.haVip === undefined
      ? { InstanceId: instance ?? '', InstanceType: eni === undefined ? null : 'ENI', NetworkInterfaceId: eni ?? '' }
      : { InstanceId: eip.haVip, InstanceType: 'HAVIP', NetworkInterfaceId: null };
  return {
    AddressId: eip.id,
    AddressName: eip.name,
    AddressStatus: eip.status,
    AddressIp: eip.ip,
    ...place,
    PrivateAddressIp: eip.privateIp ?? eip.last?.privateIp ?? '',
    AddressType: 'EIP',
    IsArrears: eip.arrears ?? false,
    IsBlocked: eip.blocked ?? false,
    CascadeRelease: eip.cascadeRelease ?? false,
    ...(account.type === 'STANDARD' && { InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR', Bandwidth: 1 }),
    InternetServiceProvider: 'BGP',
  };
}

export const eipQueries = [
  action<DescribeAddresses>({
    service: 'vpc',
    name: 'DescribeAddresses',
    bothNames: true,
    limit: 20,
    perform: (params, { account }) => {
      if (params.AddressIds !== undefined && params.Filters?.some((one) => one.Name === 'address-id')) {
        throw refusals.coexist('AddressIds', 'Filters.address-id');
      }
      if ((params.Filters?.length ?? 0) > 10) {
        throw new ApiError('LimitExceeded.NumberOfFilters', 'A call takes at most 10 filters.');
      }
      for (const id of params.AddressIds ?? []) {
        if (!/^eip-[a-z0-9]{8}$/.test(id)) {
          throw new ApiError('InvalidParameterValue.AddressIdMalformed', `\`${id}\` is malformed.`);
        }
      }
      const chosen = [...account.eips.values()].filter((eip) => params.AddressIds?.includes(eip.id) ?? true);
      const found = applyFilters(
        chosen,
        params.Filters,
        {
          'address-id': (eip, values) => values.includes(eip.id),
          // Only the first value counts, as documented.
          'address-name': (eip, values) => eip.name === values[0],
          'address-ip': (eip, values) => values.includes(eip.ip),
          'address-status': (eip, values) => values.includes(eip.status),
          'private-ip-address': (eip, values) => eip.privateIp === values[0],
          'network-interface-id': (eip, values) => eip.eni !== undefined && values.includes(eip.eni),
        },
        'InvalidParameter.InvalidFilter',
      );
      return { TotalCount: found.length, AddressSet: page(found, params).map((eip) => view(account, eip)) };
    },
  }),
  action<object>({
    service: 'vpc',
    name: 'DescribeNetworkAccountType',
    bothNames: true,
    limit: 20,
    perform: (_params, { account }) => ({ NetworkAccountType: account.type }),
  }),
  action<object>({
    service: 'vpc',
    name: 'DescribeAddressQuota',
    bothNames: true,
    limit: 10,
    perform: (_params, { account }) => ({
      QuotaSet: [
        { QuotaId: 'TOTAL_EIP_QUOTA', QuotaCurrent: account.eips.size, QuotaLimit: account.eipQuota },
        { QuotaId: 'DAILY_EIP_APPLY', QuotaCurrent: 0, QuotaLimit: account.eipQuota * 2 },
      ],
    }),
  }),
];
