import { ensurePrerequisites, ensurePrograms, findSystemObstacle, readSystem } from '../../src/lab/prerequisites.js';

/** Before the lab's suites: installs what they need, where a lab can run; elsewhere they say why they are skipped. */
export default async function install(): Promise<void> {
  if (findSystemObstacle(readSystem()) !== undefined) return;
  await ensurePrerequisites(console.log);
  // The wizard's tests sit at a real terminal.
  await ensurePrograms({ tmux: 'tmux' }, 'the lab suites', console.log);
}
