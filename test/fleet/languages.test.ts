import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HaSetupError } from '../../src/errors.js';
import { readMembers, requireAll } from '../../src/fleet/members.js';
import { findAnswers, findSeveral, withAnswers } from '../../src/fleet/which-answers.js';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import { goodAnswers } from '../cluster/good-answers.js';
import { as } from '../fakes/view.js';
import { chineseWords, englishWords } from '../messages/language.js';

let folder: string;
const before = process.cwd();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-setup-words-'));
  await mkdir(join(folder, 'clusters'));
  await writeFile(join(folder, 'clusters/web.yaml'), goodAnswers);
  await writeFile(join(folder, 'clusters/twin.yaml'), goodAnswers);
  await writeFile(join(folder, 'clusters/bad.yaml'), goodAnswers.replace('stable', 'best'));
  await writeFile(join(folder, 'ha-setup.yml'), goodAnswers);
  process.chdir(folder);
});
afterEach(async () => {
  speak(english);
  process.chdir(before);
  await rm(folder, { recursive: true });
});

const readText = (path: string) => readFile(path, 'utf8');
const read = async (...paths: string[]) => requireAll(await readMembers(paths, as({ readText })));
const mistakes: Readonly<Record<string, () => unknown>> = {
  'two files for a command on one pair': () => findAnswers(['a.yaml', 'b.yaml']),
  'another name': () => findAnswers(),
  'no file': () => withAnswers({ answers: [] }),
  'a pattern without a file': () => findSeveral(['clusters/x*.yaml'], folder),
  'a folder': () => findSeveral(['clusters', 'web'], folder),
  'a file that is not there': () => findSeveral(['clusters/none.yaml', 'clusters/web.yaml'], folder),
  'two files of one pair': () => read('clusters/web.yaml', 'clusters/twin.yaml'),
  'a file with a mistake': () => read('clusters/web.yaml', 'clusters/bad.yaml'),
  'a file twice': () => findSeveral(['clusters/web.yaml', 'clusters/*.yaml'], folder),
};

async function failureOf(act: () => unknown): Promise<readonly string[]> {
  try {
    await act();
  } catch (cause) {
    if (!(cause instanceof HaSetupError)) throw cause;
    return [cause.message, cause.hint ?? ''];
  }
  throw new Error('nothing was refused');
}

test.each(Object.entries(mistakes))('%s is refused in one language', async (name, act) => {
  // No file at all: without the one that has another name.
  if (name === 'no file') await rm(join(folder, 'ha-setup.yml'));
  expect((await failureOf(act)).flatMap(chineseWords)).toEqual([]);
  speak(chinese);
  const told = await failureOf(act);
  expect(told.flatMap((text) => englishWords(text, ['clusters', 'web']))).toEqual([]);
  for (const text of told) expect(text).toMatch(/[\u3400-\u9fff]/);
});
