import type { Check } from '../../cluster/verify-result.js';
import { error, ok, unproven, warning } from './check.js';
import type { KnownHost, PairFacts } from './pair.js';

/** Seconds: the API refuses signatures that are further off. */
const refusedAfter = 300;
/** Seconds by which a clock that something keeps right is never off. */
const oddAfter = 60;

/** The host's clock against the API's: what counts for its signatures. */
export function checkClock({ id, host }: KnownHost, { apiClockOffsetMs }: PairFacts): Check[] {
  if (apiClockOffsetMs === undefined) return [unproven('clock', id, "the API's clock is not known")];
  const seconds = Math.round((host.clockOffsetMs - apiClockOffsetMs) / 1000);
  const off = `its clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the API's`;
  const hint = 'there: timedatectl set-ntp true, or chronyc makestep';
  if (Math.abs(seconds) > refusedAfter) {
    return [error('clock', id, `${off}, which refuses signatures that are more than ${refusedAfter} s off`, hint)];
  }
  if (Math.abs(seconds) > oddAfter) {
    return [warning('clock', id, `${off}; at ${refusedAfter} s the API refuses its signatures`, hint)];
  }
  return [ok('clock', id, `its clock is within ${Math.max(1, Math.abs(seconds))} s of the API's`)];
}
