import type { Account, HaVipRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action } from '../context.js';
import { getHaVip } from '../havips.js';
import { verifyForm } from '../paging.js';

export interface AssociationParam {
  readonly InstanceId: string;
  readonly HaVipId?: string;
  readonly InstanceType?: string;
}
type Association = HaVipRecord['associations'][number];

const mostAssociations = 10;

function readAssociation(account: Account, { InstanceId, InstanceType }: AssociationParam): Association {
  verifyForm('InstanceId', InstanceId, /^(ins|eni)-[a-z0-9]{8}$/);
  const type = InstanceId.startsWith('eni-') ? 'ENI' : 'CVM';
  if (InstanceType !== undefined && InstanceType !== type) {
    throw new ApiError('InvalidParameterValue', `\`${InstanceId}\` is not of the type ${InstanceType}.`);
  }
  if (type === 'CVM') {
    if (!account.instances.has(InstanceId)) throw refusals.notFound('instance', InstanceId);
  } else {
    const eni = account.enis.get(InstanceId);
    if (eni === undefined) throw refusals.notFound('network interface', InstanceId);
    if (eni.primary) {
      throw new ApiError('InvalidParameterValue', `\`${InstanceId}\` is a primary ENI; name its instance.`);
    }
  }
  return { instance: InstanceId, type };
}

/** The associations as asked for, none twice and all of one type; throws ApiError where they are not. */
export function readAssociations(account: Account, set: readonly AssociationParam[]): readonly Association[] {
  const read = set.map((one) => readAssociation(account, one));
  if (new Set(read.map(({ instance }) => instance)).size < read.length) {
    throw new ApiError('InvalidParameterValue.Duplicate', 'An instance is named twice.');
  }
  verifyRange(read, 'InvalidParameterValue');
  return read;
}

function verifyRange(range: readonly Association[], mixed: string): void {
  if (range.length > mostAssociations) {
    throw new ApiError('LimitExceeded', `A HAVIP has at most ${mostAssociations} associated instances.`);
  }
  if (new Set(range.map(({ type }) => type)).size > 1) {
    throw new ApiError(mixed, 'Instances of one type only can be associated.');
  }
}

function readTarget(account: Account, set: readonly AssociationParam[]): HaVipRecord {
  const ids = new Set(set.map(({ HaVipId }) => HaVipId));
  const [id] = ids;
  if (id === undefined || ids.has(undefined)) throw new ApiError('MissingParameter', '`HaVipId` is required.');
  if (ids.size > 1) throw new ApiError('InvalidParameterValue.ParameterMismatch', 'One HAVIP at a time.');
  return getHaVip(account, id);
}

interface Associate {
  readonly HaVipAssociationSet: readonly AssociationParam[];
}

const resources = ({ HaVipAssociationSet }: Associate) =>
  [...new Set(HaVipAssociationSet.map(({ HaVipId }) => HaVipId))].map((id) => ({
    service: 'vpc',
    path: `havip/${id ?? '*'}`,
  }));

/** They change who may claim, and move nothing. */
export const haVipAssociations = [
  action<Associate>({
    service: 'vpc',
    name: 'AssociateHaVipInstance',
    limit: 20,
    resources,
    perform: ({ HaVipAssociationSet }, { account }) => {
      const haVip = readTarget(account, HaVipAssociationSet);
      const more = readAssociations(account, HaVipAssociationSet);
      if (more.some(({ instance }) => haVip.associations.some((one) => one.instance === instance))) {
        throw new ApiError('InvalidParameterValue.DuplicatedHaVipAssociations', 'An instance is associated already.');
      }
      const range = [...haVip.associations, ...more];
      verifyRange(range, 'InvalidParameterValue.ParameterMismatch');
      haVip.associations = range;
      return {};
    },
  }),
  action<Associate>({
    service: 'vpc',
    name: 'DisassociateHaVipInstance',
    limit: 20,
    resources,
    perform: ({ HaVipAssociationSet }, { account }) => {
      const haVip = readTarget(account, HaVipAssociationSet);
      const less = readAssociations(account, HaVipAssociationSet).map(({ instance }) => instance);
      const missing = less.find((id) => !haVip.associations.some(({ instance }) => instance === id));
      if (missing !== undefined) throw refusals.notFound('associated instance', missing);
      haVip.associations = haVip.associations.filter(({ instance }) => !less.includes(instance));
      return {};
    },
  }),
];
