import { expect, test } from 'vitest';
import { parseSwitch } from '../../src/facts/switches.js';

const line = (end: string) =>
  `[2026-11-22 21:10:40] [pid1370] the VIP has landed here from eni-labnode1 (ins-labnode1, the peer), 2.4 s after ${end}`;

test.each([
  ['nobody served for a while', 'MASTER and 2.1 s after the API accepted it; outage 5.6 s', { outageSeconds: 5.6 }],
  ['the old owner served on', 'MASTER and 2.1 s after the API accepted it; no outage', { outageSeconds: 0 }],
  [
    'a VIP that was called back',
    'it was called back and 2.1 s after the API accepted it; no outage',
    { outageSeconds: 0 },
  ],
  ['an older vip.py', 'MASTER and 2.1 s after the API accepted it', {}],
])('%s', (_, end, outage) => {
  expect(parseSwitch(line(end))).toEqual([
    { at: '2026-11-22 21:10:40', from: 'eni-labnode1 (ins-labnode1, the peer)', sinceMasterSeconds: 2.4, ...outage },
  ]);
});

test('any other line', () => {
  expect(parseSwitch('[2026-11-22 21:10:40] [pid1370] healthy again')).toEqual([]);
  expect(parseSwitch('')).toEqual([]);
});
