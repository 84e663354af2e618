import { apiCredentialsCheck, expiryCheck } from './api-access.js';
import type { Check, Phase } from './check.js';
import { clockCheck } from './clock.js';
import { diskCheck } from './disk.js';
import { eipServesCheck } from './eip.js';
import { filesCheck } from './files.js';
import { foreignConfigCheck } from './foreign-config.js';
import { guardCheck } from './guard.js';
import { haVipCrowdCheck, haVipEipCheck, haVipExistsCheck, haVipQuotaCheck } from './havip.js';
import { haVipClosedCheck, haVipHolderCheck, haVipRangeCheck } from './havip-holders.js';
import { haVipMovesCheck } from './havip-moves.js';
import { healthCheck } from './health.js';
import { drillsCheck, lockCheck, switchesCheck } from './history.js';
import { fitCheck, hooksCheck, hooksServiceCheck } from './hooks.js';
import { identityCheck, recordCheck } from './identity.js';
import { metricsFolderCheck } from './metrics-folder.js';
import { mtuCheck } from './mtu.js';
import { networkFilesCheck } from './network-files.js';
import { nodesCheck } from './nodes.js';
import { packagesCheck } from './packages.js';
import {
  excessCheck,
  mayAssignCheck,
  mayBindCheck,
  mayFollowCheck,
  mayMigrateCheck,
  operatorCheck,
} from './permissions.js';
import { placementCheck } from './placement.js';
import { apiCheck, sshCheck } from './reached.js';
import { nicCheck, preferredCheck, vrrpCheck } from './roles.js';
import { healthCommandCheck, notifyCommandCheck } from './root-command.js';
import { routingCheck } from './routing.js';
import { securityGroupsCheck } from './security-groups.js';
import { activeCheck, configTestCheck, drillLeftCheck, enabledCheck, loadedCheck } from './service.js';
import { setUpCheck } from './set-up.js';
import { systemCheck } from './system.js';
import { alikeCheck, versionsCheck } from './versions.js';
import { eipExistsCheck, eipFreeCheck, quotaCheck, vipAddressCheck } from './vip.js';
import { eipBoundCheck, vipNameCheck, vipOwnerCheck } from './vip-record.js';
import { vridCheck } from './vrid.js';

/** Every check, in the order in which verify reports: the cloud, each host, the two together. */
export const checks = [
  apiCheck,
  nodesCheck,
  placementCheck,
  securityGroupsCheck,
  vipAddressCheck,
  vipOwnerCheck,
  vipNameCheck,
  quotaCheck,
  haVipQuotaCheck,
  haVipExistsCheck,
  haVipRangeCheck,
  haVipClosedCheck,
  haVipHolderCheck,
  haVipCrowdCheck,
  vridCheck,
  haVipEipCheck,
  eipExistsCheck,
  eipServesCheck,
  eipFreeCheck,
  eipBoundCheck,
  preferredCheck,
  drillsCheck,
  sshCheck,
  setUpCheck,
  systemCheck,
  healthCommandCheck,
  healthCheck,
  notifyCommandCheck,
  metricsFolderCheck,
  activeCheck,
  enabledCheck,
  loadedCheck,
  drillLeftCheck,
  configTestCheck,
  foreignConfigCheck,
  guardCheck,
  versionsCheck,
  identityCheck,
  recordCheck,
  filesCheck,
  hooksCheck,
  hooksServiceCheck,
  fitCheck,
  vrrpCheck,
  nicCheck,
  apiCredentialsCheck,
  expiryCheck,
  mayMigrateCheck,
  mayBindCheck,
  mayAssignCheck,
  mayFollowCheck,
  excessCheck,
  clockCheck,
  diskCheck,
  switchesCheck,
  haVipMovesCheck,
  networkFilesCheck,
  routingCheck,
  packagesCheck,
  mtuCheck,
  alikeCheck,
  lockCheck,
  operatorCheck,
] as const;

type IdsOf<Row> = Row extends Check<infer Id, infer _, infer Sub> ? Id | Sub : never;

/** Everything under which a check may report. */
export type CheckId = IdsOf<(typeof checks)[number]>;

/** The checks as the manual lists them. */
export function checksTable(): readonly {
  readonly ids: readonly string[];
  readonly when: readonly Phase[];
  /** What must hold. */
  readonly about: string;
}[] {
  return checks.map((row: Check) => ({ ids: [row.id, ...(row.also ?? [])], when: row.when, about: row.about() }));
}
