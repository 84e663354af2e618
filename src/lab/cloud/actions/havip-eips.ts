import { patterns } from '../../../cluster/ids.js';
import { ApiError, refusals } from '../api-error.js';
import { action, type Call, type Context } from '../context.js';
import { bindToHaVip, completeHaVip, getRestingHaVip, haVipResource } from '../havips.js';
import { verifyForm } from '../paging.js';

interface Bind {
  readonly HaVipId: string;
  readonly AddressIp: string;
}

function bind({ HaVipId, AddressIp }: Bind, context: Context, call: Call): object {
  const { account } = context;
  const haVip = getRestingHaVip(account, HaVipId);
  verifyForm('AddressIp', AddressIp, patterns.ipv4);
  const eip = [...account.eips.values()].find(({ ip }) => ip === AddressIp);
  if (eip === undefined) throw refusals.notFound('EIP', AddressIp);
  if (haVip.eip !== undefined || eip.status !== 'UNBIND') {
    const bound = haVip.eip === undefined ? `\`${AddressIp}\` is ${eip.status}` : `\`${HaVipId}\` has an EIP`;
    throw new ApiError('UnsupportedOperation.BindEIP', `${bound} already.`);
  }
  eip.status = 'BINDING';
  const undo = () => {
    eip.status = 'UNBIND';
  };
  return completeHaVip(context, call, haVip, () => bindToHaVip(context, haVip, eip.id), undo);
}

export const haVipEips = [
  action<Bind>({
    service: 'vpc',
    name: 'HaVipAssociateAddressIp',
    limit: 20,
    resources: haVipResource,
    perform: bind,
  }),
  action<{ HaVipId: string }>({
    service: 'vpc',
    name: 'HaVipDisassociateAddressIp',
    limit: 20,
    resources: haVipResource,
    perform: ({ HaVipId }, context, call) => {
      const haVip = getRestingHaVip(context.account, HaVipId);
      const eip = haVip.eip === undefined ? undefined : context.account.eips.get(haVip.eip);
      if (eip === undefined) throw new ApiError('UnsupportedOperation.UnbindEIP', `\`${HaVipId}\` has no EIP.`);
      eip.status = 'UNBINDING';
      const undo = () => {
        eip.status = 'BIND';
      };
      return completeHaVip(context, call, haVip, () => bindToHaVip(context, haVip), undo);
    },
  }),
];
