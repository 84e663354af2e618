import type { CheckFinding } from '../run.js';
import { byRun, files, ofApi, ofHost, ofRoles, type Pattern, type RepairContext, there } from './pattern.js';

/** Where the API, a host or its credentials cannot be reached or used: most of the rest follows from that. */
export const accessPatterns: readonly Pattern[] = [
  {
    code: 'operator-clock',
    shownBy: ['cloud.api'],
    codes: ['AuthFailure.SignatureExpire'],
    explains: ['ssh', 'clock'],
    repair: () => ({ line: 'timedatectl set-ntp true' }),
  },
  {
    code: 'operator-key',
    shownBy: ['cloud.api'],
    codes: [/^AuthFailure/, /^UnauthorizedOperation/, 'NoCredentials'],
    explains: ['ssh'],
    repair: () => ({ line: 'export TENCENTCLOUD_SECRET_ID=… TENCENTCLOUD_SECRET_KEY=…' }),
  },
  {
    code: 'operator-offline',
    shownBy: ['cloud.api'],
    codes: ['Network'],
    explains: ['ssh'],
    repair: (_, { pair }) => ({ line: `curl -sI https://vpc.${pair.spec.api.domain}` }),
  },
  {
    code: 'api-refuses',
    shownBy: ['cloud.api'],
    explains: ['ssh'],
    repair: (_, { command }) => ({ line: command('verify') }),
  },
  {
    code: 'run-under-way',
    shownBy: ['run.lock'],
    explains: [...ofHost, ...ofRoles],
    repair: (_, { command }) => ({ line: command('doctor') }),
  },
  {
    code: 'drill-left',
    shownBy: ['drill.left'],
    explains: [...ofHost, ...ofRoles],
    repair: byRun,
  },
  {
    code: 'instance-off',
    shownBy: ['nodes'],
    codes: ['not-running'],
    explains: ['ssh', ...ofRoles],
    repair: ({ where }, { pair }) => ({
      line: `tccli cvm StartInstances --region ${pair.spec.region} --InstanceIds '["${where}"]'`,
    }),
  },
  {
    code: 'host-key-changed',
    shownBy: ['ssh.host-key'],
    explains: [...ofRoles],
    repair: (finding, context) => ({ line: `ssh-keygen -R ${addressOf(finding, context)}` }),
  },
  {
    code: 'host-unreached',
    shownBy: ['ssh'],
    explains: [...ofRoles],
    repair: (finding, context) => ({ line: `ssh -v ${loginOf(finding, context)} true` }),
  },
  {
    // Another machine, or another pair's: nothing that it says is of this one.
    code: 'other',
    shownBy: ['host.identity', 'record'],
    explains: [...ofHost, 'config.test', ...ofRoles],
    repair: () => undefined,
  },
  {
    code: 'disk-full',
    shownBy: ['disk'],
    beside: [...files, 'config.test', 'service.active', 'hooks.running', 'service.loaded'],
    explains: [...ofHost, 'config.test', 'service.loaded', ...ofRoles],
    repair: there('du -xh / | sort -h | tail -n 20'),
  },
  {
    code: 'no-role',
    shownBy: ['nodes'],
    codes: ['no-role'],
    explains: [...ofApi, 'vrrp'],
    repair: ({ where }, { pair }) => ({
      line: `tccli cvm ModifyInstancesAttribute --region ${pair.spec.region} --InstanceIds '["${where}"]' --CamRoleName ROLE`,
    }),
  },
  {
    code: 'clock-off',
    shownBy: ['clock'],
    explains: [...ofApi],
    repair: there('timedatectl set-ntp true'),
  },
  {
    code: 'no-permission',
    shownBy: ['api.credentials'],
    codes: ['permission'],
    explains: [...ofApi, 'vrrp', 'eip.bound', 'vip.owner'],
    repair: (_, { command }) => ({ line: command('policy') }),
  },
  {
    code: 'no-permission',
    shownBy: ['api.may-migrate', 'api.may-bind', 'api.may-assign', 'api.may-follow'],
    explains: [...ofApi, 'vrrp', 'eip.bound', 'vip.owner'],
    repair: (_, { command }) => ({ line: command('policy') }),
  },
  {
    code: 'host-offline',
    shownBy: ['api.credentials'],
    codes: ['Network', 'timeout', 'unreachable', 'refused'],
    explains: [...ofApi, 'hooks.isolated', 'vrrp'],
    repair: (finding, { pair }) => ({ on: finding.where, line: `curl -sI https://vpc.${pair.spec.api.domain}` }),
  },
  {
    code: 'host-credentials',
    shownBy: ['api.credentials', 'credentials.expiry'],
    explains: [...ofApi, 'vrrp'],
    repair: ({ where }, { pair, command }) =>
      pair.spec.hostCredentials === 'role'
        ? { on: where, line: 'curl -s http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/' }
        : { line: `HA_SETUP_HOST_SECRET_ID=… HA_SETUP_HOST_SECRET_KEY=… ${command()}` },
  },
];

function loginOf(finding: CheckFinding, context: RepairContext): string {
  const node = context.pair.spec.nodes.find(({ instance }) => instance === finding.where);
  return `${node?.ssh.user === undefined ? '' : `${node.ssh.user}@`}${addressOf(finding, context)}`;
}

/** Where SSH goes; the instance itself where nobody knows. */
function addressOf({ where }: CheckFinding, { pair: { spec, topology } }: RepairContext): string {
  const node = spec.nodes.find(({ instance }) => instance === where);
  if (node === undefined) return where;
  const located = topology?.nodes[node.name];
  if (node.ssh.host === 'private') return located?.ip ?? where;
  return node.ssh.host === 'public' ? (located?.instance.publicIps[0] ?? where) : node.ssh.host;
}
