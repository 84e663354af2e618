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
