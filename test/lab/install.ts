import { ensurePrerequisites, findSystemObstacle, readSystem } from '../../src/lab/prerequisites.js';

/** Before the lab's suites: installs what they need, where a lab can run; elsewhere they say why they are skipped. */
export default async function install(): Promise<void> {
  if (findSystemObstacle(readSystem()) === undefined) await ensurePrerequisites(console.log);
}
