import type { CauseCode } from '../../cluster/verify-result.js';
import { say } from '../../messages/say.js';

type Words = typeof say.doctor.cause;

/** What each code is called in the catalogue. */
const names: Readonly<Record<CauseCode, keyof Words>> = {
  'operator-clock': 'operatorClock',
  'operator-key': 'operatorKey',
  'operator-offline': 'operatorOffline',
  'api-refuses': 'apiRefuses',
  'run-under-way': 'runUnderWay',
  'drill-left': 'drillLeft',
  'instance-off': 'instanceOff',
  'host-key-changed': 'hostKeyChanged',
  'host-unreached': 'hostUnreached',
  'disk-full': 'diskFull',
  'no-role': 'noRole',
  'clock-off': 'clockOff',
  'no-permission': 'noPermission',
  'host-offline': 'hostOffline',
  'host-credentials': 'hostCredentials',
  'vrrp-blocked': 'vrrpBlocked',
  'config-refused': 'configRefused',
  'keepalived-masked': 'keepalivedMasked',
  'hooks-stopped': 'hooksStopped',
  'hooks-frozen': 'hooksFrozen',
  'keepalived-stopped': 'keepalivedStopped',
  'health-command': 'healthCommand',
  'unhealthy-everywhere': 'unhealthyEverywhere',
  unhealthy: 'unhealthy',
  isolated: 'isolated',
  stranger: 'stranger',
  'vip-taken': 'vipTaken',
  'vip-moved-to-peer': 'vipMovedToPeer',
  'eip-away': 'eipAway',
  'files-changed': 'filesChanged',
  'not-restarted': 'notRestarted',
  'vip-on-wrong-nic': 'vipOnWrongNic',
  'roles-disagree': 'rolesDisagree',
  held: 'held',
  other: 'other',
};

/** A cause as a sentence. `where` shows it; `message` is what was found there. */
export function explainDiagnosis(
  code: CauseCode,
  { where, message }: { readonly where: string; readonly message: string },
): string {
  const words = say.doctor.cause[names[code]];
  return typeof words === 'string' ? words : words({ where, said: message });
}
