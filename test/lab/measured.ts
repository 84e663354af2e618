import { expect } from 'vitest';
import type { Measured } from './pair.js';

/**
 * A generous bound, in ms: a busy machine must not fail a test. A lost VIP costs at least a landing of 2000, so it
 * still tells right from wrong; npm run bench:failover measures against the tight one.
 */
export const seamless = 500;

/** Shows what a fault cost, and holds it against the longest silence (ms) and the number of migrations allowed. */
export function expectMeasured(
  { silenceMs, moves }: Measured,
  mostMs: number,
  allowed: number | readonly [number, number],
  log?: readonly string[],
): void {
  console.log(`${expect.getState().currentTestName}: ${silenceMs} ms, ${moves} moves`);
  const [least, most] = typeof allowed === 'number' ? [allowed, allowed] : allowed;
  const told = log?.join('\n');
  expect(silenceMs, told).toBeLessThanOrEqual(mostMs);
  expect(moves, told).toBeGreaterThanOrEqual(least);
  expect(moves, told).toBeLessThanOrEqual(most);
}
