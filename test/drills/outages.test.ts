import { expect, test } from 'vitest';
import type { DrillResult } from '../../src/drills/drill.js';
import { summarise } from '../../src/drills/outages.js';

const drill = (kind: DrillResult['kind'], outageMs: number) => ({ kind, outageMs }) as DrillResult;

test('median and maximum of each kind, in the order in which they were first run', () => {
  const drills = [
    drill('graceful', 0),
    drill('crash', 5000),
    drill('graceful', 60),
    drill('crash', 6001),
    drill('graceful', 20),
  ];
  expect(summarise(drills)).toEqual([
    { kind: 'graceful', runs: 3, medianMs: 20, maximumMs: 60 },
    { kind: 'crash', runs: 2, medianMs: 5501, maximumMs: 6001 },
  ]);
});

test('no drill, no row', () => {
  expect(summarise([])).toEqual([]);
});
