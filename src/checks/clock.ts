import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, unproven, warning } from './finding.js';

/** Seconds: the API refuses signatures that are further off (AuthFailure.SignatureExpire). */
const refusedAfter = 300;
/** Seconds by which a clock that something keeps right is never off. No run begins on one; a pair that runs still works. */
const oddAfter = 60;

export const clockCheck = defineCheck({
  id: 'clock',
  subject: 'hosts',
  about: () => say.about.clock({ seconds: oddAfter }),
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { pair: { apiClockOffsetMs }, phase }) {
    if (apiClockOffsetMs === undefined) return [unproven(id, say.checks.clock.unknown)];
    const seconds = Math.round((host.clockOffsetMs - apiClockOffsetMs) / 1000);
    const distance = Math.abs(seconds);
    const { right, ahead, behind, refused, odd, hint } = say.checks.clock;
    const off = (seconds > 0 ? ahead : behind)({ seconds: distance });
    if (distance <= oddAfter) return [ok(id, right({ seconds: Math.max(1, distance) }))];
    if (distance > refusedAfter || phase === 'preflight') {
      return [error(id, refused({ off, limit: refusedAfter }), hint)];
    }
    return [warning(id, odd({ off, limit: refusedAfter }), hint)];
  },
});
