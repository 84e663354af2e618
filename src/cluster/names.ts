import { createHash } from 'node:crypto';

/** The name of the VIP and of the EIP in the cloud, by which a later run recognises its own. */
export function cloudName(cluster: string): string {
  return `ha-setup-${cluster}`;
}

/** What the files and folders on the hosts are called. */
export const paths = {
  folder: '/etc/keepalived',
  config: '/etc/keepalived/keepalived.conf',
  settings: '/etc/keepalived/ha-setup.json',
  credentials: '/etc/keepalived/credentials',
  hooks: '/etc/keepalived/vip.py',
  /** The service of their own that the hooks run as. */
  hooksUnit: '/etc/systemd/system/ha-setup-vip.service',
  dropIn: '/etc/systemd/system/keepalived.service.d/ha-setup.conf',
  /** Lets VRRP in from the peer alone. */
  guard: '/etc/keepalived/vrrp_guard.sh',
  state: '/run/ha-setup',
  /** The pid of the hooks' process, while it runs. */
  watch: '/run/ha-setup/watch.pid',
  log: '/var/log/keepalived.log',
  records: '/var/lib/ha-setup',
  record: '/var/lib/ha-setup/record.json',
  verified: '/var/lib/ha-setup/verified.json',
  hold: '/var/lib/ha-setup/hold',
  backups: '/var/lib/ha-setup/backups',
  /** On node a: client tokens of calls whose end a run has not seen yet. */
  tokens: '/var/lib/ha-setup/tokens',
} as const;

/** The programs among them, which keepalived and its service start. */
export const hookPaths = [
  '/etc/keepalived/notify_action.sh',
  '/etc/keepalived/check_self.sh',
  paths.guard,
  paths.hooks,
] as const;

/** The SELinux type that the distributions' own policy has for keepalived's scripts: they run unconfined. */
export const hookType = 'keepalived_unconfined_script_exec_t';

/** Every file that a run may write on a host. */
export const managedPaths = [
  paths.settings,
  paths.credentials,
  '/etc/keepalived/notify_action.sh',
  '/etc/keepalived/check_self.sh',
  paths.guard,
  paths.hooks,
  '/etc/keepalived/README',
  paths.config,
  '/etc/logrotate.d/ha-setup',
  paths.hooksUnit,
  paths.dropIn,
  paths.record,
  paths.verified,
  paths.hold,
] as const;

export const unit = 'keepalived.service';

/** The hooks' own. */
export const hooksUnit = 'ha-setup-vip.service';

/** The timer on a host that ends a failover drill, should this program die in the middle of one. */
export const drillUnit = 'ha-setup-drill';

/** Where a host looks for the API, the best first: the internal name needs no public IP, where the account has it (unproven: it is tried first, and preflight tries both). */
export function hostDomains(domain: string): readonly string[] {
  return domain === 'tencentcloudapi.com' ? [`internal.${domain}`, domain] : [domain];
}

/** On node a: held for as long as a run may change the pair. */
export const runLockFile = '/run/ha-setup.lock';

/**
 * The VRID of a new pair, 1 to 255, by its name: two pairs of one subnet have different ones in all likelihood, and the peer
 * of each is the only one whose adverts it hears.
 */
export function vridOf(cluster: string): number {
  return 1 + (createHash('sha256').update(cluster).digest().readUInt16BE(0) % 255);
}
