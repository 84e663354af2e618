import { expect, it } from 'vitest';
import { formatDuration, formatMoment, formatOffset } from '../../src/text/time.js';

it('shows a time as exactly as it is known', () => {
  expect(formatDuration(2900)).toBe('2.90 s');
  expect(formatDuration(12_345, 'elapsed')).toBe('12.3 s');
  expect([30_000, 500].map((ms) => formatDuration(ms, 'set'))).toEqual(['30 s', '0.5 s']);
});

it('shows a moment with its sign, or as a time of UTC', () => {
  expect([2900, 0, -120].map(formatOffset)).toEqual(['+2.90 s', '+0.00 s', '-0.12 s']);
  expect(formatMoment('2026-11-22T21:36:00.123Z')).toBe('2026-11-22 21:36:00 UTC');
});
