import { hooksUnit, paths, unit } from '../../cluster/names.js';
import type { ClusterSpec } from '../../cluster/spec.js';
import type { CheckFinding } from '../run.js';
import { byRun, files, ofRoles, type Pattern, type RepairContext, there } from './pattern.js';

/** What is wrong in the pair itself, where everything can be reached. */
export const pairPatterns: readonly Pattern[] = [
  {
    code: 'vrrp-blocked',
    shownBy: ['security-group'],
    explains: [...ofRoles, 'hooks.yielded'],
    repair: byRun,
  },
  {
    code: 'config-refused',
    shownBy: ['config.test'],
    explains: ['service.active', 'service.loaded', ...files, ...ofRoles],
    repair: byRun,
  },
  {
    code: 'keepalived-masked',
    shownBy: ['service.active'],
    codes: ['masked'],
    explains: ['service.enabled', ...ofRoles],
    repair: there(`systemctl unmask --now ${unit} && systemctl enable --now ${unit}`),
  },
  {
    // Settings that the hooks cannot read stop them.
    code: 'files-changed',
    shownBy: files,
    beside: ['hooks.running'],
    explains: [...files, 'hooks.running', 'service.loaded', 'hooks.service', 'vrrp.guard', ...ofRoles],
    repair: byRun,
  },
  {
    code: 'hooks-stopped',
    shownBy: ['hooks.running'],
    codes: ['gone'],
    explains: [...ofRoles, 'vip.owner', 'eip.bound', 'hooks.service'],
    repair: there(`systemctl restart ${hooksUnit}`),
  },
  {
    code: 'hooks-frozen',
    shownBy: ['hooks.running'],
    codes: ['frozen'],
    explains: [...ofRoles, 'vip.owner', 'eip.bound'],
    repair: there(`systemctl restart ${hooksUnit}`),
  },
  {
    code: 'keepalived-stopped',
    shownBy: ['service.active'],
    explains: ['service.enabled', ...ofRoles],
    repair: byRun,
  },
  {
    code: 'health-command',
    shownBy: ['health.command'],
    explains: ['hooks.unhealthy', ...ofRoles],
    repair: () => undefined,
  },
  {
    code: 'unhealthy-everywhere',
    shownBy: ['hooks.unhealthy'],
    onBoth: true,
    explains: ['hooks.unhealthy', ...ofRoles],
    repair: byHealthCheck,
  },
  { code: 'unhealthy', shownBy: ['hooks.unhealthy'], explains: [...ofRoles], repair: byHealthCheck },
  {
    code: 'isolated',
    shownBy: ['hooks.isolated'],
    explains: [...ofRoles],
    repair: there('ip -s link; ip route'),
  },
  {
    code: 'stranger',
    shownBy: ['hooks.stranger'],
    explains: [...ofRoles, 'host.identity'],
    repair: there('ip address'),
  },
  {
    code: 'vip-taken',
    shownBy: ['vip.owner'],
    explains: [...ofRoles, 'eip.bound', 'vip.name', 'hooks.yielded'],
    repair: byRun,
  },
  {
    code: 'vip-moved-to-peer',
    shownBy: ['hooks.yielded'],
    explains: [...ofRoles],
    repair: (_, { command }) => ({ line: command('logs', '--since', '1h') }),
  },
  {
    code: 'eip-away',
    shownBy: ['eip.bound'],
    codes: [/^BIND/],
    explains: [],
    // Only an EIP that is bound to nothing can be bound; the active host does that as soon as it may.
    repair: ({ where }, { pair }) => ({
      line: `tccli vpc DisassociateAddress --region ${pair.spec.region} --AddressId ${where}`,
    }),
  },
  { code: 'eip-away', shownBy: ['eip.bound'], explains: [], repair: byRun },
  {
    code: 'files-changed',
    shownBy: files,
    explains: [...files, 'service.loaded', 'hooks.service', 'vrrp.guard'],
    repair: byRun,
  },
  {
    code: 'not-restarted',
    shownBy: ['service.loaded', 'hooks.service', 'service.enabled', 'vrrp.guard'],
    explains: ['service.loaded', 'hooks.service', 'service.enabled', 'vrrp.guard'],
    repair: byRun,
  },
  {
    code: 'vip-on-wrong-nic',
    shownBy: ['vip.nic'],
    explains: ['vrrp'],
    repair: there(`${paths.hooks} converge`),
  },
  {
    code: 'roles-disagree',
    shownBy: ['vrrp'],
    explains: ['preferred'],
    repair: (_, { command }) => ({ line: command('logs', '--since', '1h') }),
  },
  { code: 'disk-full', shownBy: ['disk'], explains: [], repair: there('du -xh / | sort -h | tail -n 20') },
  {
    code: 'held',
    shownBy: ['hooks.held'],
    explains: ['preferred', 'vrrp'],
    repair: ({ where }, { command }) => ({ line: command('switchover', '--release', where) }),
  },
];

/** What the health check asks, asked by hand on the host. */
function byHealthCheck({ where }: CheckFinding, { pair }: RepairContext) {
  const line = healthLine(pair.spec);
  return line === undefined ? undefined : { on: where, line };
}

function healthLine({ healthCheck }: ClusterSpec): string | undefined {
  if (healthCheck === undefined) return undefined;
  if ('tcp' in healthCheck) return `ss -ltn 'sport = :${healthCheck.tcp}'`;
  if ('http' in healthCheck) return `curl -sv ${healthCheck.http}`;
  if ('unit' in healthCheck) return `systemctl restart ${healthCheck.unit}`;
  return `${healthCheck.command}; echo $?`;
}
