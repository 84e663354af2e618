import { type Account, type EniRecord, ipQuota } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action, type Call, type Context, landing } from '../context.js';
import { pickFree, verifyFree } from '../free-addresses.js';
import { isBusy, startAssign, startUnassign } from '../moves.js';
import { verifyForm } from '../paging.js';
import { answerOnce } from '../tokens.js';
import { eniForm } from './enis.js';

interface IpParam {
  readonly PrivateIpAddress?: string;
  readonly Primary?: boolean;
  readonly Description?: string;
}
interface Assign {
  readonly NetworkInterfaceId: string;
  readonly PrivateIpAddresses?: readonly IpParam[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly ClientToken?: string;
}
interface Named {
  readonly NetworkInterfaceId: string;
  readonly PrivateIpAddresses: readonly IpParam[];
}

export function getEni(account: Account, field: string, id: string): EniRecord {
  verifyForm(field, id, eniForm);
  const eni = account.enis.get(id);
  if (eni === undefined) throw refusals.notFound('network interface', id);
  return eni;
}

/** An ENI whose addresses may be changed at the moment. */
function getRestingEni(account: Account, id: string): EniRecord {
  const eni = getEni(account, 'NetworkInterfaceId', id);
  if (eni.state === undefined) return eni;
  throw new ApiError('UnsupportedOperation.InvalidState', `The state of \`${id}\` is ${eni.state}.`);
}

const limitExceeded = (what: string) => new ApiError('LimitExceeded', `The quota of ${what} is exceeded.`);

function assign(params: Assign, context: Context, call: Call): object {
  const { account } = context;
  const eni = getRestingEni(account, params.NetworkInterfaceId);
  const named = params.PrivateIpAddresses ?? [];
  const count = params.SecondaryPrivateIpAddressCount ?? 0;
  if (named.length + count === 0) {
    throw new ApiError('MissingParameter', '`PrivateIpAddresses` or `SecondaryPrivateIpAddressCount` is required.');
  }
  if (named.length > 10) throw new ApiError('InvalidParameterValue.LimitExceeded', 'At most 10 addresses in one call.');
  for (const ip of named) {
    if (ip.Primary === true) throw refusals.malformed('Primary', 'true');
    if (ip.PrivateIpAddress === undefined) throw new ApiError('MissingParameter', '`PrivateIpAddress` is required.');
    verifyFree(account, eni.subnet, 'PrivateIpAddress', ip.PrivateIpAddress);
  }
  if (isBusy(eni)) throw refusals.busy(eni.id);
  if (eni.ips.length + named.length + count > ipQuota(account, eni)) throw limitExceeded(`private IPs of ${eni.id}`);
  const wanted = [
    ...named.map((ip) => ({ address: ip.PrivateIpAddress ?? '', description: ip.Description ?? '' })),
    ...pickFree(account, eni.subnet, count).map((address) => ({ address, description: '' })),
  ];
  const { ms } = landing(call, context.knobs().assignMs);
  const set = wanted.map(({ address, description }) => startAssign(context, eni, address, description, ms));
  return {
    PrivateIpAddressSet: set.map((ip) => ({
      PrivateIpAddress: ip.address,
      Primary: false,
      Description: ip.description,
      State: ip.state,
      PublicIpAddress: '',
      AddressId: '',
      IsWanIpBlocked: false,
    })),
  };
}

function findSecondary(eni: EniRecord, param: IpParam) {
  const ip = eni.ips.find((one) => one.address === param.PrivateIpAddress);
  if (ip === undefined) throw refusals.notFound('private IP', param.PrivateIpAddress ?? '');
  return ip;
}

const eniResource = ({ NetworkInterfaceId }: { NetworkInterfaceId: string }) => [
  { service: 'vpc', path: `eni/${NetworkInterfaceId}` },
];

export const privateIpActions = [
  action<Assign>({
    service: 'vpc',
    name: 'AssignPrivateIpAddresses',
    limit: 50,
    resources: eniResource,
    perform: (params, context, call) =>
      answerOnce(context.answers, 'AssignPrivateIpAddresses', params, call, () => assign(params, context, call)),
  }),
  action<Named>({
    service: 'vpc',
    name: 'UnassignPrivateIpAddresses',
    limit: 50,
    resources: eniResource,
    perform: (params, context, call) => {
      const eni = getRestingEni(context.account, params.NetworkInterfaceId);
      const ips = params.PrivateIpAddresses.map((ip) => findSecondary(eni, ip));
      if (ips.some((ip) => ip.primary))
        throw new ApiError('UnsupportedOperation', 'A primary IP cannot be given back.');
      if (isBusy(eni)) throw refusals.busy(eni.id);
      for (const ip of ips) startUnassign(context, eni, ip, landing(call, context.knobs().assignMs).ms);
      return {};
    },
  }),
  action<Named>({
    service: 'vpc',
    name: 'ModifyPrivateIpAddressesAttribute',
    limit: 50,
    resources: eniResource,
    perform: (params, { account }) => {
      const eni = getRestingEni(account, params.NetworkInterfaceId);
      for (const param of params.PrivateIpAddresses) {
        if ((param.Description?.length ?? 0) > 60) {
          throw new ApiError('InvalidParameterValue.TooLong', '`Description` has at most 60 characters.');
        }
        findSecondary(eni, param).description = param.Description ?? '';
      }
      return {};
    },
  }),
];
