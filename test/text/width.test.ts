import { expect, it } from 'vitest';
import { displayWidth, truncate, wrap } from '../../src/text/width.js';

it('cuts a text to a width, and never a wide character in two', () => {
  expect(truncate('数据库', 4)).toBe('数…');
  expect(truncate('数据库', 5)).toBe('数据…');
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abc', 0)).toBe('');
  expect(displayWidth(truncate('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4))).toBeLessThanOrEqual(4);
});

it('breaks prose between words, keeps its lines, and leaves a long word whole', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('one\ntwo three', 20)).toEqual(['one', 'two three']);
  expect(wrap('see https://example.com/a-long-path now', 12)).toEqual([
    'see',
    'https://example.com/a-long-path',
    'now',
  ]);
});
