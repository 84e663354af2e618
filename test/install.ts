import { ensurePrograms, findSystemObstacle, readSystem } from '../src/lab/prerequisites.js';

/** What unit tests run beyond what every Debian has. */
const programs = {
  ...{ python3: 'python3', openssl: 'openssl', ssh: 'openssh-client' },
  // A Python 3.9, older than Debian's own.
  pypy3: 'pypy3',
  // Login shells of other people's hosts.
  ...{ fish: 'fish', tcsh: 'tcsh', zsh: 'zsh' },
};

/** Before the unit tests: installs what they need, for root on Debian; elsewhere suites without their program say so. */
export default async function install(): Promise<void> {
  if (findSystemObstacle(readSystem()) === undefined) await ensurePrograms(programs, 'the unit tests', console.log);
}
