import { runLockFile } from '../cluster/names.js';
import type { Fact } from './fact.js';

/** Asks for the lock as one reader among many and lets go at once: a run that needs it waits no longer than that. */
const script = `[ -e "$1" ] && ! flock -n -s "$1" true && head -n 1 "$1"`;

/** Whose run is changing the pair now; undefined where nobody's is. Kept on node a alone. */
export const runLockFact: Fact<string | undefined> = {
  key: 'lock',
  argv: ['sh', '-c', script, 'sh', runLockFile],
  parse: ({ stdout }) => stdout.trim() || undefined,
};
