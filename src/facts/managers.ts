import type { Fact } from './fact.js';

const programs = ['apt-get', 'dnf', 'yum', 'zypper', 'apk', 'pacman', 'microdnf', 'tdnf'];

/** The package managers that are there, by program; some of them only to be named. */
export const managersFact: Fact<readonly string[]> = {
  key: 'managers',
  argv: ['sh', '-c', 'for name; do command -v "$name" >/dev/null 2>&1 && echo "$name"; done; :', 'sh', ...programs],
  parse: ({ stdout }) => stdout.split('\n').filter(Boolean),
};
