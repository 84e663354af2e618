import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote, quoteWord } from '../../../src/adapters/ssh/quote.js';

const word = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'));
const tricky = fc.constantFrom(
  '',
  "'",
  "''",
  '"',
  '\\',
  '$HOME',
  '`id`',
  '$(id)',
  '*',
  '~',
  '!x',
  'a=b',
  '-n',
  '#',
  '\n',
  'é',
  ';',
  '&',
  "\\'",
);

test.each(['dash', 'bash'])('%s gets exactly these words', (shell) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(word, tricky), { minLength: 1, maxLength: 8 }), (words) => {
      const command = quote(['printf', '%s\\0', ...words]);
      const { stdout } = spawnSync(shell, ['-c', command], { encoding: 'utf8' });
      expect(stdout.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 150 },
  );
});

test('plain words stay readable', () => {
  expect(quote(['ip', '-4', 'addr', 'show', 'dev', 'eth0'])).toBe('ip -4 addr show dev eth0');
});

test('a first word with = is a command, not an assignment', () => {
  const { stdout, status } = spawnSync('sh', ['-c', `${quoteWord('a=b')}; echo "[$a]"`], { encoding: 'utf8' });
  expect(stdout).toBe('[]\n');
  expect(status).toBe(0);
});

test('NUL is refused', () => {
  expect(() => quoteWord('a\0b')).toThrow(RangeError);
});
