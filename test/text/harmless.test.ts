import fc from 'fast-check';
import { expect, test } from 'vitest';
import { harmless, harmlessAll } from '../../src/text/harmless.js';

test.each([
  ['\x1b[2J\x1b]0;owned\x07', '\\x1b[2J\\x1b]0;owned\\x07'],
  ['a\rb\u009b31mred', 'a\\x0db\\x9b31mred'],
  ['gnp\u202e.exe\u200b', 'gnp\\u202e.exe\\u200b'],
  ['网关-1 é 😀\tkept\nkept', '网关-1 é 😀\tkept\nkept'],
])('%j', (text, shown) => {
  expect(harmless(text)).toBe(shown);
});

test('nothing that steers is left, whatever the text, and what shows stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = harmless(text);
      expect(shown).not.toMatch(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      expect(harmless(shown)).toBe(shown);
    }),
  );
});

test('a whole answer of the cloud', () => {
  const answer = { InstanceSet: [{ InstanceName: 'a\x1b[31m', Count: 3, Tags: null }] };
  expect(harmlessAll(answer)).toEqual({ InstanceSet: [{ InstanceName: 'a\\x1b[31m', Count: 3, Tags: null }] });
});
