import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { ok, warning } from './finding.js';

/** Bytes below which a log line or a state file may soon fail to be written. */
const scarceBytes = 20 * 2 ** 20;

export const diskCheck = defineCheck({
  id: 'disk',
  subject: 'keepalived',
  about: () => say.about.disk,
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }) {
    const full = host.disks.filter(({ freeBytes }) => freeBytes < scarceBytes);
    if (full.length === 0) return [ok(id, say.checks.disk.room)];
    return full.map(({ path, freeBytes }) => {
      const left = say.checks.disk.scarce({ path, mebibytes: Math.floor(freeBytes / 2 ** 20) });
      return warning(id, left, say.checks.there({ command: `du -xh ${path} | sort -h` }));
    });
  },
});
