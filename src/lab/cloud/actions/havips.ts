import { randomBytes } from 'node:crypto';
import { type Ipv4, isInCidr } from '../../../cluster/ids.js';
import type { Account, HaVipRecord, SubnetRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action, type Context } from '../context.js';
import { pickFree, verifyFree } from '../free-addresses.js';
import {
  beijingTime,
  completeHaVip,
  getHaVip,
  getRestingHaVip,
  haVipResource,
  hold,
  holdingOf,
  unheld,
} from '../havips.js';
import { answerOnce } from '../tokens.js';
import { type AssociationParam, readAssociations } from './havip-associations.js';
import { viewHaVip } from './havip-queries.js';
import { getEni } from './private-ips.js';

interface Create {
  readonly VpcId: string;
  readonly HaVipName: string;
  readonly SubnetId?: string;
  readonly Vip?: string;
  readonly NetworkInterfaceId?: string;
  readonly CheckAssociate?: boolean;
  readonly Tags?: HaVipRecord['tags'];
  readonly HaVipAssociationSet?: readonly AssociationParam[];
  readonly ClientToken?: string;
}

function verifyName(name: string): void {
  if (name.length > 60) throw new ApiError('InvalidParameterValue.TooLong', '`HaVipName` has at most 60 characters.');
}

function findSubnet(account: Account, { VpcId, SubnetId, Vip }: Create): SubnetRecord {
  if (!account.vpcs.some(({ id }) => id === VpcId)) throw refusals.notFound('VPC', VpcId);
  const inside = account.subnets.filter(({ vpc }) => vpc === VpcId);
  const subnet = inside.find(({ id, cidr }) => (SubnetId ? id === SubnetId : Vip && isInCidr(Vip as Ipv4, cidr)));
  if (subnet !== undefined) return subnet;
  if (SubnetId !== undefined) {
    throw new ApiError('UnsupportedOperation.SubnetNotExists', `\`${VpcId}\` has no subnet \`${SubnetId}\`.`);
  }
  throw new ApiError('InvalidParameter', '`SubnetId`, or a `Vip` in one of the subnets, is required.');
}

function create(params: Create, context: Context): object {
  const { account } = context;
  if (context.knobs().haVipBeta === 'create-refused') throw refusals.notLetIn();
  verifyName(params.HaVipName);
  const subnet = findSubnet(account, params);
  if (params.Vip !== undefined) verifyFree(account, subnet.id, 'Vip', params.Vip);
  const associations = readAssociations(account, params.HaVipAssociationSet ?? []);
  const eni =
    params.NetworkInterfaceId === undefined
      ? undefined
      : getEni(account, 'NetworkInterfaceId', params.NetworkInterfaceId);
  const count = [...account.haVips.values()].filter(({ vpc }) => vpc === subnet.vpc).length;
  if (count >= account.haVipQuota) throw new ApiError('LimitExceeded', `\`${subnet.vpc}\` has ${count} HAVIPs.`);
  const [address = ''] = params.Vip ? [params.Vip] : pickFree(account, subnet.id, 1, 'ResourceInsufficient');
  const haVip: HaVipRecord = {
    ...{ address, associations, vpc: subnet.vpc, subnet: subnet.id, name: params.HaVipName },
    id: `havip-${randomBytes(4).toString('hex')}`,
    createdAt: beijingTime(Date.now()),
    checkAssociate: params.CheckAssociate ?? false,
    tags: params.Tags ?? [],
    holdings: [unheld()],
  };
  account.haVips.set(haVip.id, haVip);
  if (eni !== undefined) context.tasks.later(0, () => hold(context, haVip, eni.id));
  return { HaVip: viewHaVip(account, haVip, holdingOf(haVip)) };
}

export const haVipActions = [
  action<Create>({
    service: 'vpc',
    name: 'CreateHaVip',
    limit: 20,
    perform: (params, context, call) =>
      answerOnce(context.answers, 'CreateHaVip', params, call, () => create(params, context)),
  }),
  action<{ HaVipId: string }>({
    service: 'vpc',
    name: 'DeleteHaVip',
    limit: 20,
    resources: haVipResource,
    perform: ({ HaVipId }, context, call) => {
      const haVip = getRestingHaVip(context.account, HaVipId);
      if (haVip.eip !== undefined) {
        throw new ApiError('UnsupportedOperation', `The EIP \`${haVip.eip}\` is on \`${HaVipId}\`.`);
      }
      return completeHaVip(context, call, haVip, async () => {
        context.account.haVips.delete(HaVipId);
        await context.fabric.route(haVip.address, undefined);
      });
    },
  }),
  action<{ HaVipId: string; HaVipName?: string }>({
    service: 'vpc',
    name: 'ModifyHaVipAttribute',
    limit: 20,
    resources: haVipResource,
    perform: ({ HaVipId, HaVipName }, { account }) => {
      const haVip = getHaVip(account, HaVipId);
      verifyName(HaVipName ?? '');
      haVip.name = HaVipName ?? haVip.name;
      return {};
    },
  }),
];
