import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chalk } from 'chalk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Prompter } from '../../src/ports/prompter.js';
import type { Reporter } from '../../src/ports/reporter.js';
import { harmlessJson } from '../../src/text/harmless.js';
import { InquirerPrompter } from '../../src/ui/inquirer.js';
import { ListrReporter } from '../../src/ui/listr.js';
import { PlainReporter } from '../../src/ui/plain.js';
import { PlainPrompter } from '../../src/ui/plain-prompter.js';
import { screenOf } from '../../src/ui/screen.js';
import { paint } from '../../src/ui/theme.js';

/** As an SSH server could send it before it is known at all: clear the screen, set the title, colour, turn the writing. */
const evil = 'bye\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e';
const shown = 'bye\\x1b[2J\\x1b]0;owned\\x07\\x9b31m\\u202e';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const steers = /\u001b\[2J|\u001b\]0;|\u0007|\u009b|\u202e/;

const chalk = new Chalk({ level: 0 });

/** A terminal that records what is drawn on it, and what is typed at it. */
function terminal() {
  let written = '';
  let typedAt = 0;
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  // Like a real one, it does not end with the prompt that drew on it.
  const looks = { columns: 200, rows: 40, isTTY: true, end: () => sink };
  const output = Object.assign(sink, looks) as unknown as NodeJS.WriteStream;
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  return {
    input: input as unknown as NodeJS.ReadStream,
    output,
    written: () => written,
    /** Types once the text has come on the screen, since the last time that something was typed. */
    async type(keys: string, after: string) {
      for (let waited = 0; !written.slice(typedAt).includes(after) && waited < 5000; waited += 10) await sleep(10);
      typedAt = written.length;
      input.write(keys);
    },
  };
}

const question = { message: `Gone for good? ${evil}`, help: `it said ${evil}`, canGoBack: false };
const makers: readonly (readonly [string, (on: ReturnType<typeof terminal>) => Prompter])[] = [
  ['inquirer', ({ input, output }) => new InquirerPrompter({ input, output, chalk })],
  ['plain', ({ input, output }) => new PlainPrompter(input, output)],
];

describe.each(makers)('the %s prompter shows the words of others as what they are', (_, make) => {
  const play = async (ask: (prompter: Prompter) => Promise<unknown>, ...lines: readonly string[]) => {
    const on = terminal();
    const asked = ask(make(on));
    for (const [index, line] of lines.entries()) await on.type(`${line}\n`, index === 0 ? 'bye' : 'no: bye');
    const answer = await asked;
    expect(on.written()).not.toMatch(steers);
    expect(on.written()).toContain(shown);
    return answer;
  };

  it('in a question of yes or no', async () => {
    expect(await play((prompter) => prompter.confirm(question.message, false), 'y')).toBe(true);
  });

  it('in a question for a secret', async () => {
    await play((prompter) => prompter.secret(question.message), 'x');
    await play((prompter) => prompter.hidden(question), 'x');
  });

  it('in a list, and gives back the value as it is', async () => {
    const choices = [
      { value: evil, cells: [`name ${evil}`, 'ins-1'], note: `note ${evil}` },
      { value: 'no', cells: ['other'], disabled: `why not ${evil}` },
    ];
    expect(await play((prompter) => prompter.choose({ ...question, choices, initial: evil }), '')).toBe(evil);
  });

  it('in a typed answer: what is proposed and what is wrong with it', async () => {
    const check = (text: string) => (text.endsWith('ok') ? undefined : `no: ${evil}`);
    await play((prompter) => prompter.text({ ...question, initial: `10.0.1.9 ${evil}`, check }), 'wrong', 'ok');
  });
});

const reporters: readonly (readonly [string, (write: (text: string) => void) => Reporter])[] = [
  ['plain', (write) => new PlainReporter(write, chalk, { verbose: true })],
  ['listr', (write) => new ListrReporter(write, chalk, () => 200)],
];

describe.each(reporters)('the %s reporter shows the words of others as what they are', (_, make) => {
  afterEach(() => vi.restoreAllMocks());

  it('in lines, titles, output, notes and failures', async () => {
    let written = '';
    const write = (text: string) => {
      written += text;
    };
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        write(String(text));
        return true;
      });
    }
    const reporter = make(write);
    reporter.say(`it said ${evil}`, 'bad');
    const task = (title: string, fails: boolean) => ({
      title: `${title} ${evil}`,
      run: async ({ step, output }: { step(line: string): void; output(line: string): void }) => {
        step(`step ${evil}`);
        output(`output ${evil}`);
        if (fails) throw new Error(evil);
        return { status: 'changed' as const, note: evil };
      },
    });
    const lanes = [{ title: `host ${evil}`, tasks: [task('one', false), task('two', true)] }];
    await expect(reporter.work(`stage ${evil}`, lanes)).rejects.toThrow('bye');
    expect(written).not.toMatch(steers);
    expect(written).toContain(shown);
  });
});

it('the screen of status shows them as what they are, and cuts by what shows', () => {
  let written = '';
  const write = (text: string) => {
    written += text;
  };
  const output = { isTTY: true, columns: 40, write };
  screenOf(output, (line, tone) => paint(chalk, line, tone))([{ text: `it said ${evil}`, tone: 'bad' }], true);
  expect(written).not.toMatch(steers);
  expect(written.split('\n')[0]?.length).toBeLessThanOrEqual(40 + '\u001b[K'.length);
});

it('a result in JSON steers no terminal, and is parsed to what it was', () => {
  const result = { reason: evil, nested: [{ '\u009b': '\u2028' }] };
  expect(harmlessJson(result)).not.toMatch(steers);
  expect(JSON.parse(harmlessJson(result))).toEqual(result);
});
