import { randomBytes } from 'node:crypto';
import type { Account, EipRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action, type Call, type Context } from '../context.js';
import { complete, eipResource, getEip, verifyStatus } from '../eips.js';
import { bindEip } from '../moves.js';
import { answerOnce } from '../tokens.js';

interface Allocate {
  readonly AddressCount?: number;
  readonly AddressName?: string;
  readonly ClientToken?: string;
}
function newEip(account: Account, name: string): EipRecord {
  const taken = new Set([...account.eips.values()].map((eip) => eip.ip));
  const last = Array.from({ length: 200 }, (_, index) => index + 20).find((one) => !taken.has(`198.51.100.${one}`));
  const id = `eip-${randomBytes(4).toString('hex')}`;
  const eip: EipRecord = {
    id,
    name,
    ip: `198.51.100.${last}`,
    status: 'CREATING',
    eni: undefined,
    privateIp: undefined,
  };
  account.eips.set(id, eip);
  return eip;
}

function verifyName(name: string): void {
  if (name.length > 128)
    throw new ApiError('InvalidParameterValue.TooLong', '`AddressName` has at most 128 characters.');
  if (!/^[\p{L}\p{N}_-]*$/u.test(name)) throw refusals.malformed('AddressName', name);
}

function allocate(params: Allocate, context: Context, call: Call): object {
  const { account } = context;
  const count = params.AddressCount ?? 1;
  verifyName(params.AddressName ?? '');
  if (account.eips.size + count > account.eipQuota) {
    throw new ApiError('AddressQuotaLimitExceeded', 'The quota of EIPs in this region is exceeded.');
  }
  const made = Array.from({ length: count }, () => newEip(account, params.AddressName ?? 'unnamed'));
  const { TaskId } = complete(
    context,
    call,
    async () => {
      for (const eip of made) await bindEip(context, eip);
    },
    () => {
      for (const eip of made) account.eips.delete(eip.id);
    },
  );
  return { AddressSet: made.map((eip) => eip.id), TaskId };
}

function release({ AddressIds }: { AddressIds: readonly string[] }, context: Context, call: Call): object {
  const eips = AddressIds.map((id) => getEip(context.account, id));
  for (const eip of eips) verifyStatus(eip, 'UNBIND');
  for (const eip of eips) eip.status = 'OFFLINING';
  return complete(
    context,
    call,
    () => {
      for (const eip of eips) context.account.eips.delete(eip.id);
    },
    () => {
      for (const eip of eips) eip.status = 'UNBIND';
    },
  );
}

export const eipActions = [
  action<Allocate>({
    service: 'vpc',
    name: 'AllocateAddresses',
    bothNames: true,
    limit: 10,
    perform: (params, context, call) =>
      answerOnce(context.answers, 'AllocateAddresses', params, call, () => allocate(params, context, call)),
  }),
  action<{ AddressIds: readonly string[] }>({
    service: 'vpc',
    name: 'ReleaseAddresses',
    bothNames: true,
    limit: 10,
    resources: ({ AddressIds }) => AddressIds.map((id) => ({ service: 'cvm', path: `eip/${id}` })),
    perform: release,
  }),
  action<{ AddressId: string; AddressName?: string }>({
    service: 'vpc',
    name: 'ModifyAddressAttribute',
    bothNames: true,
    limit: 10,
    resources: eipResource,
    perform: ({ AddressId, AddressName }, { account }) => {
      const eip = getEip(account, AddressId);
      verifyName(AddressName ?? '');
      eip.name = AddressName ?? eip.name;
      return {};
    },
  }),
];
