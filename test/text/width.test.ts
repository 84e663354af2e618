import { expect, it } from 'vitest';
import { displayWidth, padEnd, padStart, truncate } from '../../src/text/width.js';

it('cuts a text to a width, and never a wide character in two', () => {
  expect(truncate('数据库', 4)).toBe('数…');
  expect(truncate('数据库', 5)).toBe('数据…');
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abc', 0)).toBe('');
  expect(displayWidth(truncate('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4))).toBeLessThanOrEqual(4);
});

it('fills up to a width, in which a Chinese character is two columns', () => {
  expect(padEnd('备', 4)).toBe('备  ');
  expect(padStart('备', 4)).toBe('  备');
  expect(padEnd('节点', 3)).toBe('节点');
});
