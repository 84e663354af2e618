import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chalk } from 'chalk';
import { expect, it } from 'vitest';
import { CancelledError } from '../../src/errors.js';
import type { Prompter } from '../../src/ports/prompter.js';
import { InquirerPrompter } from '../../src/ui/inquirer.js';
import { PlainPrompter } from '../../src/ui/plain-prompter.js';

/** A terminal of 80 columns, and all that was drawn on it. */
function terminal() {
  let written = '';
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  const output = Object.assign(sink, { columns: 80, rows: 40, isTTY: true, end: () => sink });
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const until = async (text: string) => {
    for (let waited = 0; !written.includes(text) && waited < 5000; waited += 10) await sleep(10);
  };
  return {
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    until,
    type: (keys: string) => void input.write(keys),
  };
}

const makers: readonly (readonly [string, (on: ReturnType<typeof terminal>) => Prompter])[] = [
  ['inquirer', ({ input, output }) => new InquirerPrompter({ input, output, chalk: new Chalk({ level: 0 }) })],
  ['plain', ({ input, output }) => new PlainPrompter(input, output)],
];
const question = (message: string) => ({ message, canGoBack: true, check: () => undefined });

it.each(makers)('the %s prompter gives no question what was typed while the program worked', async (_, make) => {
  const on = terminal();
  const prompter = make(on);
  const first = prompter.text(question('One?'));
  await on.until('One?');
  on.type('1\n');
  expect(await first).toBe('1');
  // Work goes on here, and somebody leans on the keys.
  on.type('impatient\n');
  await sleep(400);
  const second = prompter.password(question('Two?'));
  await on.until('Two?');
  await sleep(50);
  on.type(' 2 \n');
  expect(await second).toMatchObject({ reveal: expect.any(Function) });
  expect(((await second) as { reveal(): string }).reveal()).toBe(' 2 ');
});

it.each(makers)('the %s prompter takes Ctrl-C that was typed meanwhile for what it is', async (_, make) => {
  const on = terminal();
  const prompter = make(on);
  const first = prompter.text(question('One?'));
  await on.until('One?');
  on.type('1\n');
  await first;
  on.type('\u0003');
  await sleep(400);
  await expect(prompter.text(question('Two?'))).rejects.toThrow(CancelledError);
});
