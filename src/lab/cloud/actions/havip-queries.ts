import type { Account, HaVipHolding, HaVipRecord } from '../account.js';
import { ApiError } from '../api-error.js';
import { action } from '../context.js';
import { haVipForm, holdingOf } from '../havips.js';
import { applyFilters, type FilterParam, type Filters, page, verifyExclusive, verifyForm } from '../paging.js';

/** A HAVIP as the API shows it, with who had it at some time. */
export function viewHaVip(account: Account, haVip: HaVipRecord, holding: HaVipHolding): object {
  return {
    HaVipId: haVip.id,
    HaVipName: haVip.name,
    Vip: haVip.address,
    VpcId: haVip.vpc,
    SubnetId: haVip.subnet,
    NetworkInterfaceId: holding.eni ?? '',
    InstanceId: holding.instance ?? '',
    AddressIp: eipAddress(account, haVip),
    State: holding.eni === undefined ? 'UNBIND' : 'AVAILABLE',
    CreatedTime: haVip.createdAt,
    Business: '',
    HaVipAssociationSet: haVip.associations.map(({ instance, type }) => ({
      InstanceId: instance,
      HaVipId: haVip.id,
      InstanceType: type,
    })),
    CheckAssociate: haVip.checkAssociate,
    FlushedTime: holding.flushedAt,
    TagSet: haVip.tags,
  };
}

function eipAddress({ eips }: Account, { eip }: HaVipRecord): string {
  return (eip === undefined ? undefined : eips.get(eip)?.ip) ?? '';
}

const filters = (account: Account): Filters<HaVipRecord> => ({
  'havip-id': ({ id }, values) => values.includes(id),
  'havip-name': ({ name }, values) => values.includes(name),
  'vpc-id': ({ vpc }, values) => values.includes(vpc),
  'subnet-id': ({ subnet }, values) => values.includes(subnet),
  vip: ({ address }, values) => values.includes(address),
  'address-ip': (haVip, values) => values.includes(eipAddress(account, haVip)),
  'havip-association.instance-id': ({ associations }, values) =>
    associations.some(({ instance }) => values.includes(instance)),
  'havip-association.instance-type': ({ associations }, values) =>
    associations.some(({ type }) => values.includes(type)),
  'check-associate': ({ checkAssociate }, values) => values[0]?.toLowerCase() === String(checkAssociate),
});

interface Describe {
  readonly HaVipIds?: readonly string[];
  readonly Filters?: readonly FilterParam[];
  readonly Offset?: number;
  readonly Limit?: number;
}

const tooMany = (what: string) => new ApiError('InvalidParameterValue.LimitExceeded', what);

/** Quotas by their names; of the many of the API, those that concern what the stand-in has. */
const limits: Readonly<Record<string, (account: Account) => number>> = {
  'vpc-max-havips': ({ haVipQuota }) => haVipQuota,
  'vpc-max-enis': () => 1000,
};

export const haVipQueries = [
  action<Describe>({
    service: 'vpc',
    name: 'DescribeHaVips',
    limit: 20,
    perform: (params, { account, knobs }) => {
      verifyExclusive('HaVipIds', params.HaVipIds, params.Filters);
      for (const id of params.HaVipIds ?? []) verifyForm('HaVipIds', id, haVipForm);
      if ((params.Filters?.length ?? 0) > 10) throw tooMany('A call takes at most 10 filters.');
      for (const { Name, Values } of params.Filters ?? []) {
        if (Values.length > 5) throw tooMany(`The filter \`${Name}\` takes at most 5 values.`);
      }
      const chosen = [...account.haVips.values()].filter(({ id }) => params.HaVipIds?.includes(id) ?? true);
      const found = applyFilters(chosen, params.Filters, filters(account));
      const at = Date.now() - knobs().haVipDescribeLagMs;
      const HaVipSet = page(found, params).map((one) => viewHaVip(account, one, holdingOf(one, at)));
      return { TotalCount: found.length, HaVipSet };
    },
  }),
  action<{ LimitTypes: readonly string[] }>({
    service: 'vpc',
    name: 'DescribeVpcLimits',
    limit: 20,
    perform: ({ LimitTypes }, { account }) => {
      if (LimitTypes.length > 100) throw tooMany('A call takes at most 100 names.');
      const VpcLimitSet = LimitTypes.map((LimitType) => {
        const limit = limits[LimitType];
        if (limit === undefined) throw new ApiError('InvalidParameterValue', `There is no quota \`${LimitType}\`.`);
        return { LimitType, LimitValue: limit(account) };
      });
      return { VpcLimitSet };
    },
  }),
];
