import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from '../../../src/adapters/ssh/quote.js';
import { shellProof } from '../../../src/adapters/ssh/shell-proof.js';
import { describeWith } from '../../needs-programs.js';

const nasty = [
  "'",
  '"',
  '\\',
  '\\\\',
  "\\'",
  '!',
  '!!',
  '!ls',
  '^a^b',
  '\n',
  '\r\n',
  '\t',
  '$HOME',
  '`id`',
  '$(id)',
  '*',
  '?',
  '{a,b}',
  '~',
  '#',
  '%s',
  '%b',
  '\\0101',
  '\\c',
  'é',
  '\u0085',
  '\ud83d\ude00',
  '\x1b[31m',
  '\x7f',
  ';',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
];
const word = fc.oneof(
  fc.array(fc.constantFrom(...nasty, 'a', ' '), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
);

/** What /bin/sh makes of the words when a login shell is given the command line, as sshd gives it. */
function through(shell: string, words: readonly string[]): string {
  const argv = ['printf', '%s\\0', ...words] as const;
  return execFileSync(shell, ['-c', shellProof(quote(argv))], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: '/', LC_ALL: 'C' },
  });
}

describeWith('fish', 'every login shell passes a command on as it is', () => {
  test.each(['sh', 'bash', 'zsh', 'tcsh', 'fish'])(
    '%s',
    (shell) => {
      expect(through(shell, nasty)).toBe(nasty.map((text) => `${text}\0`).join(''));
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
          expect(through(shell, words)).toBe(words.map((text) => `${Buffer.from(text).toString()}\0`).join(''));
        }),
        { numRuns: 40 },
      );
    },
    60_000,
  );
});

test('a NUL byte is refused', () => {
  expect(() => shellProof('a\0b')).toThrow(RangeError);
});
