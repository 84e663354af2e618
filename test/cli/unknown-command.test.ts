import { expect, test } from 'vitest';
import type { Handlers } from '../../src/cli/program.js';
import { runProgram } from '../../src/cli/program.js';
import { AnswersError } from '../../src/errors.js';

const nothing = new Proxy({} as Handlers, {
  get: () => () => {
    throw new Error('no command may run');
  },
});
const run = (...words: string[]) => runProgram(words, '1.0.0', nothing).catch((error: unknown) => error);

test.each([
  ['paln', 'did you mean plan?'],
  ['Status', 'did you mean status?'],
  ['switch-over', 'did you mean switchover?'],
  ['web.yaml', 'ha-setup --help lists the commands'],
])('%s is no command', async (word, hint) => {
  const error = await run(word, '--json');
  expect(error).toBeInstanceOf(AnswersError);
  expect(error).toMatchObject({ message: `unknown command "${word}"`, hint, exitCode: 3 });
});

test.each([
  [['plan', '--answers', 'a.yaml', 'b.yaml'], 'plan'],
  [['--answers', 'a.yaml', 'b.yaml'], 'ha-setup'],
])(
  '%j, as a shell makes it of a pattern without quotes, is told how several files are named',
  async (words, command) => {
    expect(await run(...words)).toMatchObject({
      message: `${command} does not take the word "b.yaml"`,
      hint: "for several answers files give --answers several times, or a pattern in quotes: --answers 'clusters/*.yaml'",
      exitCode: 3,
    });
  },
);

test('--answers counts each time, before the command and after it', async () => {
  const seen: unknown[] = [];
  const handlers = { plan: async (options: unknown) => void seen.push(options) } as unknown as Handlers;
  await runProgram(['--answers', 'a.yaml', 'plan', '--answers', 'b.yaml', '--answers', 'c.yaml'], '1.0.0', handlers);
  await runProgram(['--answers', 'a.yaml', 'plan'], '1.0.0', handlers);
  expect(seen).toMatchObject([
    { answers: ['a.yaml', 'b.yaml', 'c.yaml'], parallel: 8 },
    { answers: ['a.yaml'], parallel: 8 },
  ]);
});
