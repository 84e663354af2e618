import { InvalidArgumentError } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { parseSince } from '../../src/cli/logs.js';

test.each([
  ['90s', { agoMs: 90_000 }],
  ['30m', { agoMs: 1_800_000 }],
  ['2h', { agoMs: 7_200_000 }],
  ['3d', { agoMs: 259_200_000 }],
  ['1w', { agoMs: 604_800_000 }],
  ['2026-11-26', { atMs: Date.UTC(2026, 10, 26) }],
  ['2026-11-26 03:10', { atMs: Date.UTC(2026, 10, 26, 3, 10) }],
  ['2026-11-26T03:10:05', { atMs: Date.UTC(2026, 10, 26, 3, 10, 5) }],
  ['2026-11-26 03:10:05 UTC', { atMs: Date.UTC(2026, 10, 26, 3, 10, 5) }],
  ['2026-11-26T03:10:05.123Z', { atMs: Date.UTC(2026, 10, 26, 3, 10, 5, 123) }],
  ['2026-11-26T03:10:05+08:00', { atMs: Date.UTC(2026, 10, 25, 19, 10, 5) }],
])('%s', (text, wanted) => {
  expect(parseSince(text)).toEqual(wanted);
});

test.each(['', 'yesterday', '2', '2x', '-2h', '2026-13-01', '2026-02-30', '2026-11-26 25:00', '26.11.2026'])(
  '%j is refused, with what is meant',
  (text) => {
    expect(() => parseSince(text)).toThrow(InvalidArgumentError);
    expect(() => parseSince(text)).toThrow(/2h.*2026-11-26/);
  },
);
