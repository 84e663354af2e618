import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chineseWords, englishWords } from './language.js';

/** What a whole run of the wizard showed in the lab (test/lab/wizard.test.ts). */
const read = (name: string) => readFileSync(new URL(`../lab/golden/${name}.txt`, import.meta.url), 'utf8').split('\n');

/** The line that names the other language, in that language. */
const isSwitch = (line: string) => line.includes('--lang');

it('a whole run in Chinese has no English word but names', () => {
  // The cluster is called "lab".
  const found = read('wizard-zh')
    .filter((line) => !isSwitch(line))
    .flatMap((line) => englishWords(line, ['lab']));
  expect(found).toEqual([]);
});

it.each(['wizard-80', 'wizard-200'])('a whole run in English has no Chinese (%s)', (name) => {
  // An instance has this name.
  const lines = read(name).map((line) => line.replaceAll('客户端', ''));
  expect(lines.filter((line) => !isSwitch(line)).flatMap(chineseWords)).toEqual([]);
});
