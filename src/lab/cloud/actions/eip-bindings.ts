import { type Account, type EipRecord, type EniRecord, eipAt } from '../account.js';
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
  verifyServes(eip);
  verifyStatus(eip, 'UNBIND');
  const eni = account.enis.get(params.NetworkInterfaceId);
  if (eni === undefined) {
    throw new ApiError('InvalidNetworkInterfaceId.NotFound', `\`${params.NetworkInterfaceId}\` does not exist.`);
  }
  if (!eni.ips.some((ip) => ip.address === params.PrivateIpAddress && ip.state === 'AVAILABLE')) {
    throw new ApiError('InvalidNetworkInterfaceId.NotFound', `\`${params.PrivateIpAddress}\` is not on \`${eni.id}\`.`);
  }
  if (eipAt(account, eni.id, params.PrivateIpAddress) !== undefined) {
    throw new ApiError('InvalidPrivateIpAddress.AlreadyBindEip', `\`${params.PrivateIpAddress}\` has an EIP already.`);
  }
  verifyCharge(account, eni);
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

function verifyServes(eip: EipRecord): void {
  if (eip.arrears) throw new ApiError('OperationDenied.AddressInArrears', `\`${eip.id}\` is isolated.`);
  verifyOpen(eip);
}

function verifyOpen(eip: EipRecord): void {
  if (eip.blocked) throw new ApiError('InvalidAddressId.Blocked', `\`${eip.id}\` is blocked.`);
}

/** With a legacy account the bandwidth is the instance's, and not every way to pay for it suits an EIP. */
function verifyCharge({ type, instances }: Account, { instance }: EniRecord): void {
  const internet = instance === undefined ? undefined : instances.get(instance)?.internet;
  if (type === 'STANDARD' || internet === undefined || internet.chargeType === 'TRAFFIC_POSTPAID_BY_HOUR') return;
  if (internet.chargeType === 'BANDWIDTH_PACKAGE') return;
  throw new ApiError(
    'InvalidParameterValue.InvalidInstanceInternetChargeType',
    `\`${instance}\` pays for its bandwidth by ${internet.chargeType}.`,
  );
}

function disassociate({ AddressId }: { AddressId: string }, context: Context, call: Call): object {
  const eip = getEip(context.account, AddressId);
  verifyOpen(eip);
  verifyStatus(eip, 'BIND', 'BIND_ENI');
  if (eip.haVip !== undefined) {
    throw new ApiError('InvalidInstance.NotSupported', `\`${eip.id}\` is on the HAVIP \`${eip.haVip}\`.`);
  }
  const before = eip.status;
  eip.status = 'UNBINDING';
  return complete(
    context,
    call,
    async () => {
      await bindEip(context, eip);
      if (eip.cascadeRelease) context.account.eips.delete(eip.id);
    },
    () => {
      eip.status = before;
    },
  );
}

export const eipBindings = [
  action<Associate>({
    service: 'vpc',
    name: 'AssociateAddress',
    bothNames: true,
    limit: 10,
    resources: eipResource,
    perform: associate,
  }),
  action<{ AddressId: string }>({
    service: 'vpc',
    name: 'DisassociateAddress',
    bothNames: true,
    limit: 10,
    resources: eipResource,
    perform: disassociate,
  }),
];
