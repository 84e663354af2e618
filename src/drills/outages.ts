import type { VerifyResult } from '../cluster/verify-result.js';
import type { DrillResult } from './drill.js';

/** Median and maximum of each kind of drill, in the order in which the kinds were first run. */
export function summarise(drills: readonly DrillResult[]): VerifyResult['outages'] {
  const kinds = [...new Set(drills.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const outages = drills.filter((drill) => drill.kind === kind).map(({ outageMs }) => outageMs);
    return { kind, runs: outages.length, medianMs: median(outages), maximumMs: Math.max(...outages) };
  });
}

/** Of an even number: the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return Math.round(middle.reduce((sum, value) => sum + value, 0) / middle.length);
}
