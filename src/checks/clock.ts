import { defineCheck } from './check.js';
import { error, ok, unproven, warning } from './finding.js';

/** Seconds: the API refuses signatures that are further off (AuthFailure.SignatureExpire). */
const refusedAfter = 300;
/** Seconds by which a clock that something keeps right is never off. No run begins on one; a pair that runs still works. */
const oddAfter = 60;

export const clockCheck = defineCheck({
  id: 'clock',
  title: 'the two hosts',
  about: `each host's clock is within ${oddAfter} s of the API's`,
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { pair: { apiClockOffsetMs }, phase }) {
    if (apiClockOffsetMs === undefined) return [unproven(id, "the API's clock is not known")];
    const seconds = Math.round((host.clockOffsetMs - apiClockOffsetMs) / 1000);
    const distance = Math.abs(seconds);
    const off = `its clock is ${distance} s ${seconds > 0 ? 'ahead of' : 'behind'} the API's`;
    const hint = 'there: timedatectl set-ntp true, or chronyc makestep';
    if (distance <= oddAfter) return [ok(id, `its clock is within ${Math.max(1, distance)} s of the API's`)];
    if (distance > refusedAfter || phase === 'preflight') {
      return [error(id, `${off}, which refuses signatures that are more than ${refusedAfter} s off`, hint)];
    }
    return [warning(id, `${off}; at ${refusedAfter} s the API refuses its signatures`, hint)];
  },
});
