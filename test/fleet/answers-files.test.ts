import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSeveral } from '../../src/fleet/which-answers.js';

let folder: string;
const at = (...names: string[]) => names.map((name) => join(folder, name));
const find = (...names: string[]) => findSeveral(at(...names), '/nowhere');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-setup-fleet-'));
  await mkdir(join(folder, 'clusters/deep'), { recursive: true });
  for (const name of ['web2.yaml', 'web10.yaml', 'db.json', 'deep/mail.yaml', '.hidden.yaml', 'a[1].yaml'])
    await writeFile(join(folder, 'clusters', name), '');
});
afterEach(() => rm(folder, { recursive: true }));

test('one file by its name is one pair, whatever signs the name has', async () => {
  expect(await find('clusters/db.json')).toBeUndefined();
  expect(await find('clusters/a[1].yaml')).toBeUndefined();
  expect(await findSeveral([], '/nowhere')).toBeUndefined();
});

test('one file that is not there is left to whoever reads it', async () => {
  expect(await find('clusters/none.yaml')).toBeUndefined();
});

test('a pattern gives its files by name, numbers in their order, and stands for several pairs even with one file', async () => {
  expect(await find('clusters/web*.yaml')).toEqual(at('clusters/web2.yaml', 'clusters/web10.yaml'));
  expect(await find('clusters/d*.json')).toEqual(at('clusters/db.json'));
});

test('patterns know folders inside folders and alternatives, and leave hidden files alone', async () => {
  expect(await find('clusters/**/{mail,db}.{yaml,json}')).toEqual(at('clusters/db.json', 'clusters/deep/mail.yaml'));
  await expect(find('clusters/*hidden*')).rejects.toThrow(/no file matches/);
});

test('several words keep their order', async () => {
  expect(await find('clusters/web2.yaml', 'clusters/deep/*.yaml', 'clusters/db.json')).toEqual(
    at('clusters/web2.yaml', 'clusters/deep/mail.yaml', 'clusters/db.json'),
  );
});

test('a quoted ~ is the home folder', async () => {
  expect(await findSeveral(['~/clusters/d*.json'], folder)).toEqual(at('clusters/db.json'));
});

test.each([
  [['clusters/x*.yaml'], /^no file matches .*x\*\.yaml$/, /see what is there/],
  [['clusters'], /clusters is a folder$/, /--answers '.*clusters\/\*\.yaml'$/],
  [['clusters/none.yaml', 'clusters/db.json'], /^there is no file .*none\.yaml$/, /correct the name/],
  [['clusters/db.json', 'clusters/*.json'], /db\.json is named twice: by .*db\.json and .*\*\.json$/, /once/],
  [['clusters/db.json', 'clusters/db.json'], /db\.json is named twice: by .*db\.json$/, /once/],
])('%j is refused in one sentence', async (names, message, hint) => {
  await expect(find(...names)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
});

test('a file and a link to it are the same file', async () => {
  await symlink(join(folder, 'clusters/db.json'), join(folder, 'other.json'));
  await expect(find('clusters/db.json', 'other.json')).rejects.toThrow(
    /other\.json is .*db\.json, which is named twice/,
  );
});
