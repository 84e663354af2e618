import type { EniId, HaVipId, InstanceId, Ipv4 } from '../../cluster/ids.js';
import { CloudError } from '../../errors.js';
import type { CloudTask, HaVipRequest } from '../../ports/cloud.js';
import type { HaVip, Inventory } from '../../ports/inventory.js';
import type { Api } from './api.js';
import { allPages } from './pages.js';
import { toHaVip } from './records.js';

/** Quota of HAVIPs in one VPC, by DescribeVpcLimits. */
const quotaName = 'vpc-max-havips';

/** The HAVIPs of these VPCs, or of the whole region where none are named: all pages. */
function readHaVips(api: Api, vpcIds?: readonly string[]): Promise<readonly HaVip[]> {
  const filters = vpcIds === undefined ? {} : { Filters: [{ Name: 'vpc-id', Values: [...vpcIds] }] };
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeHaVips', ({ vpc }) => vpc.DescribeHaVips({ ...filters, Offset: offset, Limit: limit }))
      .then((answer) => ({ items: (answer.HaVipSet ?? []).map(toHaVip), total: answer.TotalCount ?? 0 })),
  );
}

/** What one run needs to know of HAVIPs. An account to which the product is not open is no failure, but a fact. */
export async function surveyHaVips(
  api: Api,
  vpcIds: readonly string[],
  withQuota: boolean,
): Promise<Pick<Inventory, 'haVips' | 'haVipQuota' | 'haVipRefusal'>> {
  if (vpcIds.length === 0) return { haVips: [] };
  try {
    const [haVips, haVipQuota] = await Promise.all([readHaVips(api, vpcIds), withQuota ? readQuota(api) : undefined]);
    return { haVips, ...(haVipQuota !== undefined && { haVipQuota }) };
  } catch (error) {
    if (!(error instanceof CloudError) || !isNotOpen(error)) throw error;
    return { haVips: [], haVipRefusal: error.code };
  }
}

/** The same, for whoever can do without: nothing where they cannot be seen. */
export async function readVisibleHaVips(api: Api, vpcIds?: readonly string[]): Promise<readonly HaVip[]> {
  try {
    return await readHaVips(api, vpcIds);
  } catch (error) {
    if (error instanceof CloudError && (error.kind === 'permission' || isNotOpen(error))) return [];
    throw error;
  }
}

/** How the API tells an account that a product is not open to it; which of these it takes for HAVIP is not documented. */
function isNotOpen({ code, kind }: CloudError): boolean {
  return (
    kind !== 'permission' && /^(UnsupportedOperation|OperationDenied|InvalidAction|UnauthorizedOperation)\b/.test(code)
  );
}

async function readQuota(api: Api): Promise<number | undefined> {
  try {
    const answer = await api.repeatable('DescribeVpcLimits', ({ vpc }) =>
      vpc.DescribeVpcLimits({ LimitTypes: [quotaName] }),
    );
    return answer.VpcLimitSet?.find(({ LimitType }) => LimitType === quotaName)?.LimitValue;
  } catch (error) {
    // Without it, the API itself says at the call that there are enough.
    if (error instanceof CloudError && error.kind === 'permission') return undefined;
    throw error;
  }
}

export async function findHaVipOwner(api: Api, id: HaVipId): Promise<EniId | undefined> {
  const answer = await api.repeatable('DescribeHaVips', ({ vpc }) => vpc.DescribeHaVips({ HaVipIds: [id] }));
  return (answer.HaVipSet ?? []).map(toHaVip).find((one) => one.id === id)?.eni;
}

export async function createHaVip(api: Api, request: HaVipRequest, clientToken: string): Promise<HaVipId> {
  const { name, cluster, vpcId, subnetId, vip, instances } = request;
  const answer = await api.repeatable('CreateHaVip', ({ vpc }) =>
    vpc.CreateHaVip({
      VpcId: vpcId,
      HaVipName: name,
      SubnetId: subnetId,
      Vip: vip,
      // Without it any host of the subnet could seize the address by one packet, and it cannot be switched on later.
      CheckAssociate: true,
      HaVipAssociationSet: instances.map((id) => ({ InstanceId: id, InstanceType: 'CVM' })),
      Tags: [{ Key: 'ha-setup', Value: cluster }],
      ClientToken: clientToken,
    }),
  );
  return (answer.HaVip?.HaVipId ?? '') as HaVipId;
}

export async function deleteHaVip(api: Api, id: HaVipId): Promise<CloudTask> {
  const answer = await api.once('DeleteHaVip', ({ vpc }) => vpc.DeleteHaVip({ HaVipId: id }));
  return { id: answer.RequestId ?? '' };
}

export async function associateInstances(api: Api, id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
  const set = { HaVipAssociationSet: associations(id, instances) };
  await api.once('AssociateHaVipInstance', ({ vpc }) => vpc.AssociateHaVipInstance(set));
}

export async function disassociateInstances(api: Api, id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
  const set = { HaVipAssociationSet: associations(id, instances) };
  await api.once('DisassociateHaVipInstance', ({ vpc }) => vpc.DisassociateHaVipInstance(set));
}

const associations = (id: HaVipId, instances: readonly InstanceId[]) =>
  instances.map((instance) => ({ HaVipId: id, InstanceId: instance, InstanceType: 'CVM' }));

export async function associateAddress(api: Api, id: HaVipId, eip: Ipv4): Promise<CloudTask> {
  const answer = await api.once('HaVipAssociateAddressIp', ({ vpc }) =>
    vpc.HaVipAssociateAddressIp({ HaVipId: id, AddressIp: eip }),
  );
  return { id: answer.RequestId ?? '' };
}

export async function disassociateAddress(api: Api, id: HaVipId): Promise<CloudTask> {
  const answer = await api.once('HaVipDisassociateAddressIp', ({ vpc }) =>
    vpc.HaVipDisassociateAddressIp({ HaVipId: id }),
  );
  return { id: answer.RequestId ?? '' };
}
