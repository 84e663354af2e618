import { describe } from 'vitest';
import { findLabObstacle } from '../../src/lab/prerequisites.js';

const obstacle = findLabObstacle();

/** Like describe, for suites that boot machines: skipped, saying why, where the lab cannot run; in CI that is a failure. */
export function describeLab(title: string, body: () => void): void {
  if (obstacle === undefined || process.env['CI'] === 'true') describe(title, body);
  else describe.skip(`${title} [skipped: ${obstacle}]`, body);
}
