import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Secret } from '../cluster/secret.js';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import {
  type AgreeQuestion,
  type Back,
  back,
  type ChooseQuestion,
  type Prompter,
  type Question,
  type TextQuestion,
} from '../ports/prompter.js';
import { harmless } from '../text/harmless.js';
import { PlainList } from './plain-list.js';
import { harmlessQuestion } from './question.js';
import { TypedAhead } from './typed-ahead.js';

/** Where nothing can be drawn (TERM=dumb): numbered lists and typed lines, nothing that moves the cursor. */
export class PlainPrompter implements Prompter {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  readonly #typedAhead: TypedAhead;

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#input = input;
    this.#output = output;
    this.#typedAhead = new TypedAhead(input);
  }

  async confirm(message: string, initial: boolean): Promise<boolean> {
    for (;;) {
      const { yesOrNo, noOrYes } = say.terminal.plain;
      const question = { question: harmless(message) };
      const line = (await this.#line(`${initial ? yesOrNo(question) : noOrYes(question)} `)).toLowerCase();
      if (line === '') return initial;
      if ('yes'.startsWith(line)) return true;
      if ('no'.startsWith(line)) return false;
    }
  }

  async agree(asked: AgreeQuestion): Promise<boolean | Back> {
    const question = harmlessQuestion(asked);
    this.#head(question);
    for (;;) {
      const what = say.terminal.plain.noOrYes({ question: question.prompt });
      const line = await this.#line(`${question.canGoBack ? say.terminal.plain.back({ what }) : what} `);
      if (line === '<' && question.canGoBack) return back;
      if ('no'.startsWith(line.toLowerCase())) return false;
      if ('yes'.startsWith(line.toLowerCase())) return true;
    }
  }

  async secret(message: string): Promise<Secret> {
    return new Secret(await this.#line(`${harmless(message)} `, true));
  }

  async password(asked: Question): Promise<Secret | Back> {
    const line = await this.#hidden(asked);
    return line === back ? back : new Secret(line);
  }

  async choose(asked: ChooseQuestion): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    const { choices, initial } = question;
    this.#head(question);
    const list = new PlainList(choices, (this.#output.columns ?? 80) - 2);
    const show = (lines: readonly string[]) => {
      for (const line of lines) this.#say(`  ${line}`);
    };
    show(list.begin());
    let proposed = list.numberOf(initial);
    const { number, numberOrWords, notChosen } = say.terminal.plain;
    for (;;) {
      const what = list.isLong ? numberOrWords : number;
      const line = await this.#line(this.#prompt(what, question, proposed));
      if (line === '<' && question.canGoBack) return back;
      const found = list.find(line === '' ? (proposed ?? '') : line);
      if (found?.disabled !== undefined) this.#say(`  ${notChosen({ why: found.disabled })}`);
      else if (found !== undefined) return found.value;
      else {
        const { lines, only } = list.search(line);
        show(lines);
        proposed = only ?? proposed;
      }
    }
  }

  async text(asked: TextQuestion): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    this.#head(question);
    for (;;) {
      const line =
        (await this.#line(this.#prompt(say.terminal.plain.answer, question, question.initial))) ||
        (question.initial ?? '');
      if (line === '<' && question.canGoBack) return back;
      const problem = await question.check(line);
      if (problem === undefined) return line;
      this.#say(`  ${harmless(problem)}`);
    }
  }

  async hidden(asked: Question): Promise<Secret | Back> {
    const line = await this.#hidden(asked);
    return line === back ? back : new Secret(line.trim());
  }

  async #hidden(asked: Question): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    this.#head(question);
    const line = await this.#line(this.#prompt(say.terminal.plain.hidden, question), true);
    return line === '<' && question.canGoBack ? back : line;
  }

  #head({ message, help }: Question): void {
    this.#say(`\n${message}`);
    if (help !== undefined) this.#say(`  ${help}`);
  }

  #prompt(what: string, { canGoBack }: Question, initial?: string): string {
    return `${canGoBack ? say.terminal.plain.back({ what }) : what}${initial === undefined ? '' : ` [${harmless(initial)}]`}: `;
  }

  #say(line: string): void {
    this.#output.write(`${line}\n`);
  }

  /** One typed line, without its surrounding spaces unless it is hidden. Throws CancelledError on Ctrl-C and at the end of the input. */
  async #line(prompt: string, hidden = false): Promise<string> {
    await this.#typedAhead.drop();
    return this.#read(prompt, hidden).finally(() => this.#typedAhead.ended());
  }

  #read(prompt: string, hidden: boolean): Promise<string> {
    this.#output.write(prompt);
    const output = hidden ? new Writable({ write: (_chunk, _encoding, written) => written() }) : this.#output;
    return new Promise((resolve, reject) => {
      const lines = createInterface({ input: this.#input, output, terminal: hidden });
      const cancel = () => {
        lines.close();
        this.#say('');
        reject(new CancelledError(say.terminal.cancelled));
      };
      lines.once('SIGINT', cancel);
      lines.once('close', cancel);
      lines.once('line', (line) => {
        lines.off('close', cancel);
        lines.close();
        if (hidden) this.#say('');
        resolve(hidden ? line : line.trim());
      });
    });
  }
}
