import { eipAt } from '../account.js';
import { ApiError } from '../api-error.js';
import { action, type Call, type Context } from '../context.js';
import { complete, eipResource, getEip, verifyStatus } from '../eips.js';
import { bindEip } from '../moves.js';

interface Associate {
  readonly AddressId: string;
  readonly InstanceId?: string;
  readonly NetworkInterfaceId?: string;
  readonly PrivateIpAddress?: string;
}

function associate(params: Associate, context: Context, call: Call): object {
  const { account } = context;
  const eip = getEip(account, params.AddressId);
  if (params.NetworkInterfaceId === undefined || params.PrivateIpAddress === undefined) {
    throw new ApiError(
      'InvalidParameterValue.Combination',
      'The stand-in binds EIPs to an ENI and its private IP only.',
    );
  }
  if (params.InstanceId !== undefined)
    throw new ApiError('InvalidParameterConflict', '`InstanceId` and `NetworkInterfaceId`.');
  verifyStatus(eip, 'UNBIND');
  const eni = account.enis.get(params.NetworkInterfaceId);
  if (eni === undefined) {
    throw new ApiError('InvalidNetworkInterfaceId.NotFound', `\`${params.NetworkInterfaceId}\` does not exist.`);
  }
  if (!eni.ips.some((ip) => ip.address === params.PrivateIpAddress && ip.state === 'AVAILABLE')) {
    throw new ApiError(
      'FailedOperation.AddressEniInfoNotFound',
      `\`${params.PrivateIpAddress}\` is not on \`${eni.id}\`.`,
    );
  }
  if (eipAt(account, eni.id, params.PrivateIpAddress) !== undefined) {
    throw new ApiError('InvalidPrivateIpAddress.AlreadyBindEip', `\`${params.PrivateIpAddress}\` has an EIP already.`);
  }
  eip.status = 'BINDING';
  return complete(
    context,
    call,
    () => bindEip(context, eip, params.NetworkInterfaceId, params.PrivateIpAddress),
    () => {
      eip.status = 'UNBIND';
    },
  );
}

function disassociate({ AddressId }: { AddressId: string }, context: Context, call: Call): object {
  const eip = getEip(context.account, AddressId);
  verifyStatus(eip, 'BIND', 'BIND_ENI');
  const before = eip.status;
  eip.status = 'UNBINDING';
  return complete(
    context,
    call,
    () => bindEip(context, eip),
    () => {
      eip.status = before;
    },
  );
}

export const eipBindings = [
  action<Associate>({
    service: 'vpc',
    name: 'AssociateAddress',
    limit: 10,
    resources: eipResource,
    perform: associate,
  }),
  action<{ AddressId: string }>({
    service: 'vpc',
    name: 'DisassociateAddress',
    limit: 10,
    resources: eipResource,
    perform: disassociate,
  }),
];
