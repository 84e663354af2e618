import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { findProblem, parseAnswers } from '../../src/cluster/parse.js';
import { answerKeys } from '../../src/cluster/spec.js';
import { questions, questionsFor } from '../../src/wizard/questions.js';
import { suggestName } from '../../src/wizard/rows/name.js';

const inFile = questions.filter(({ example }) => !example.startsWith('export '));

it('has a question for every key that a file must have', () => {
  const parsed = parseAnswers('failback: 30\n');
  const missing = 'problems' in parsed ? parsed.problems.map(({ path }) => path) : [];
  expect(missing).toEqual(expect.arrayContaining(['cluster', 'region', 'mode', 'vip', 'eip', 'nodes']));
  for (const path of missing.filter((one) => one !== 'version')) expect(questionsFor(path), path).not.toEqual([]);
});

it.each(inFile.filter(({ key }) => !key.startsWith('nodes')).map((row) => [row.key, row] as const))(
  'shows how to write %s in a way that the schema takes',
  (key, { example }) => {
    const raw = parse(example) as Record<string, unknown>;
    const [top = ''] = key.split(/[.[]/);
    expect(answerKeys).toContain(top);
    expect(findProblem(raw, top)).toBeUndefined();
    expect(raw).toHaveProperty(top);
  },
);

it('asks for secrets by the name of the variable that can hold them', () => {
  const secrets = questions.filter(({ key }) => /SECRET/.test(key)).map(({ key }) => key);
  expect(secrets).toEqual([
    'TENCENTCLOUD_SECRET_ID',
    'TENCENTCLOUD_SECRET_KEY',
    'HA_SETUP_HOST_SECRET_ID',
    'HA_SETUP_HOST_SECRET_KEY',
  ]);
});

it.each([
  ['shop-db-1', 'shop-db-2', 'shop-db'],
  ['Web 01', 'Web 02', 'web-0'],
  ['alpha', 'beta', 'web'],
  ['数据库-1', '数据库-2', 'web'],
  ['', '', 'web'],
])('makes a name of %j and %j: %s', (one, other, name) => {
  expect(suggestName(one, other)).toBe(name);
});
