import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readMembers, requireAll } from '../../src/fleet/members.js';
import { goodAnswers } from '../cluster/good-answers.js';

const nodes = (letter: string) => [1, 2].map((number) => ({ instance: `ins-${letter.repeat(7)}${number}` }));
const pair = (cluster: string, letter: string, more = {}) => ({
  ...parse(goodAnswers),
  cluster,
  nodes: nodes(letter),
  ...more,
});

function read(files: Readonly<Record<string, object | string>>) {
  const readText = async (path: string) => {
    const content = files[path];
    if (content === undefined) throw new Error(`ENOENT: ${path}`);
    return typeof content === 'string' ? content : stringify(content);
  };
  return readMembers(Object.keys(files), { readText });
}

const mistakes = async (files: Readonly<Record<string, object | string>>) =>
  (await read(files)).map((member) => ('mistake' in member ? member.mistake.message : undefined));

test('each file is a pair, known by its cluster', async () => {
  const members = requireAll(await read({ 'a.yaml': pair('web', 'a'), 'b.yaml': pair('db', 'b') }));
  expect(members.map(({ label, path }) => [label, path])).toEqual([
    ['web', 'a.yaml'],
    ['db', 'b.yaml'],
  ]);
});

test('clusters of one name in two regions are told apart by their files', async () => {
  const files = { 'a.yaml': pair('web', 'a'), 'b.yaml': pair('web', 'b', { region: 'ap-guangzhou' }) };
  expect(requireAll(await read(files)).map(({ label }) => label)).toEqual(['a.yaml', 'b.yaml']);
});

test('what two files both name is the mistake of the later one, which names the other', async () => {
  const eip = { eip: 'eip-aaaaaaaa' };
  expect(
    await mistakes({
      'a.yaml': pair('web', 'a', eip),
      'b.yaml': pair('web', 'b'),
      'c.yaml': pair('db', 'a'),
      'd.yaml': pair('mail', 'd', eip),
    }),
  ).toEqual([
    undefined,
    'b.yaml: the cluster web of ap-beijing is in a.yaml, too',
    'c.yaml: the instance ins-aaaaaaa1 is in a.yaml, too; the instance ins-aaaaaaa2 is in a.yaml, too',
    'd.yaml: the EIP eip-aaaaaaaa is in a.yaml, too',
  ]);
});

test('one wrong file among many is named with path and line, and before a change all mistakes are listed', async () => {
  const members = await read({
    'a.yaml': pair('web', 'a'),
    'b.yaml': 'version: 1\ncluster: Web\n',
    'c.yaml': pair('web', 'c'),
    'd.yaml': '{',
  });
  expect(members.map((member) => 'mistake' in member)).toEqual([false, true, true, true]);
  let error: unknown;
  try {
    requireAll(members);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ exitCode: 3 });
  const { message } = error as Error;
  expect(message).toMatch(/^3 of 4 answers files cannot be used:\n/);
  for (const part of [/b\.yaml has \d+ problems:\n/, /line 2 +cluster: /, /c\.yaml: the cluster web/, /d\.yaml has/])
    expect(message).toMatch(part);
});
