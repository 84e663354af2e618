import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote, quoteWord, shellProof } from '../../../src/adapters/ssh/quote.js';
import { describeWith } from '../../needs-programs.js';

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

const wordList = fc.array(fc.oneof(word, tricky), { minLength: 1, maxLength: 8 });

test.each(['dash', 'bash'])('%s gets exactly these words', (shell) => {
  fc.assert(
    // Many commands to one shell: to start it takes longer than all that it does.
    fc.property(fc.array(wordList, { minLength: 30, maxLength: 30 }), (lists) => {
      const script = lists
        .map((words) => `${quote(['printf', '%s\\0', ...words])}\nprintf 'end of list\\0'`)
        .join('\n');
      const { stdout } = spawnSync(shell, ['-c', script], { encoding: 'utf8' });
      const expected = lists.flatMap((words) => [...words, 'end of list']);
      expect(stdout.split('\0').slice(0, -1)).toEqual(expected);
    }),
    { numRuns: 5 },
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
const nastyWord = fc.oneof(
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
        fc.property(fc.array(nastyWord, { minLength: 1, maxLength: 6 }), (words) => {
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
