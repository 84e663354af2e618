import type { Row } from './row.js';
import { accessRows } from './rows/access.js';
import { addressRows } from './rows/address.js';
import { behaviourRows } from './rows/behaviour.js';
import { clusterRow } from './rows/name.js';
import { nodeRows } from './rows/nodes.js';
import { reachRows } from './rows/reach.js';
import { tellingRows } from './rows/telling.js';

/** Everything that a person can be asked, in the order in which it is. */
export const questions: readonly Row[] = [
  ...accessRows,
  ...nodeRows,
  // The hosts come first: a pair that is there already proposes what it has.
  ...reachRows,
  ...addressRows,
  ...behaviourRows,
  ...tellingRows,
  clusterRow,
];

/** The questions behind a key of the answers file: "nodes" stands for all of its parts. */
export function questionsFor(key: string): readonly Row[] {
  return questions.filter((row) => row.key === key || row.key.startsWith(`${key}[`) || row.key.startsWith(`${key}.`));
}
