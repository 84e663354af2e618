import { patterns } from '../../../cluster/ids.js';
import { ipQuota } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action, type Call, type Context, landing } from '../context.js';
import { isBusy, startMove } from '../moves.js';
import { verifyForm } from '../paging.js';
import { getEni } from './private-ips.js';

interface Migrate {
  readonly SourceNetworkInterfaceId: string;
  readonly DestinationNetworkInterfaceId: string;
  readonly PrivateIpAddress: string;
}

function migrate(params: Migrate, context: Context, call: Call): object {
  const { account } = context;
  const from = getEni(account, 'SourceNetworkInterfaceId', params.SourceNetworkInterfaceId);
  const to = getEni(account, 'DestinationNetworkInterfaceId', params.DestinationNetworkInterfaceId);
  verifyForm('PrivateIpAddress', params.PrivateIpAddress, patterns.ipv4);
  const ip = from.ips.find((one) => one.address === params.PrivateIpAddress);
  if (ip === undefined) throw refusals.notFound('private IP', params.PrivateIpAddress);
  if (ip.primary) {
    throw new ApiError('UnauthorizedOperation.PrimaryIp', `\`${ip.address}\` is a primary IP and cannot be migrated.`);
  }
  if (from === to) {
    throw new ApiError('UnsupportedOperation', 'The source and the destination are the same network interface.');
  }
  if (from.subnet !== to.subnet) {
    throw new ApiError('UnsupportedOperation', 'The two network interfaces are not in the same subnet.');
  }
  for (const eni of [from, to]) {
    if (eni.instance === undefined) {
      throw new ApiError('UnauthorizedOperation.AttachmentNotFound', `\`${eni.id}\` is attached to no instance.`);
    }
    if (isBusy(eni)) throw refusals.busy(eni.id);
  }
  if (to.ips.length >= ipQuota(account, to)) {
    throw new ApiError('LimitExceeded', `The quota of private IPs of \`${to.id}\` is exceeded.`);
  }
  startMove(context, { from, to, ip }, landing(call, context.knobs().landingMs), context.tasks.start(call.requestId));
  return {};
}

export const migrateActions = [
  action<Migrate>({
    service: 'vpc',
    name: 'MigratePrivateIpAddress',
    limit: 50,
    resources: (params) =>
      [params.SourceNetworkInterfaceId, params.DestinationNetworkInterfaceId].map((eni) => ({
        service: 'vpc',
        path: `eni/${eni}`,
      })),
    perform: migrate,
  }),
  action<{ TaskId: string }>({
    service: 'vpc',
    name: 'DescribeVpcTaskResult',
    limit: 20,
    perform: ({ TaskId }, { tasks }) => {
      const task = tasks.find(TaskId);
      if (task === undefined) throw refusals.notFound('task', TaskId);
      return { Status: task.state, Output: task.state === 'RUNNING' ? '' : `{"state":"${task.state}"}` };
    },
  }),
  action<{ TaskId?: number; DealName?: string }>({
    service: 'vpc',
    name: 'DescribeTaskResult',
    limit: 20,
    perform: ({ TaskId }, { tasks }) => {
      if (TaskId === undefined) throw new ApiError('MissingParameter', '`TaskId` is required.');
      const task = tasks.find(String(TaskId));
      if (task === undefined) throw new ApiError('InvalidParameter', `The task \`${TaskId}\` does not exist.`);
      return { TaskId, Result: task.state };
    },
  }),
];
