import type { ChalkInstance } from 'chalk';
import { Secret } from '../cluster/secret.js';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import {
  type AgreeQuestion,
  type Back,
  back,
  type Choice,
  type ChooseQuestion,
  type Prompter,
  type Question,
  type TextQuestion,
} from '../ports/prompter.js';
import { harmless } from '../text/harmless.js';
import { displayWidth, truncate } from '../text/width.js';
import { wrap } from '../text/wrap.js';
import { inquirerTheme } from './inquirer-theme.js';
import { choiceTable, harmlessQuestion } from './question.js';
import { longList, searchLines } from './search.js';
import { TypedAhead } from './typed-ahead.js';

export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly chalk: ChalkInstance;
}

interface Asked {
  readonly type: 'confirm' | 'password' | 'input' | 'select' | 'search';
  readonly message: string;
  readonly [setting: string]: unknown;
}

/** Asks at the terminal; inquirer is loaded only when there is a question. Each answer stays on the screen as one line. */
export class InquirerPrompter implements Prompter {
  readonly #terminal: Terminal;
  readonly #typedAhead: TypedAhead;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#typedAhead = new TypedAhead(terminal.input);
  }

  async confirm(text: string, initial: boolean): Promise<boolean> {
    const message = harmless(text);
    const answer = await this.#ask({ type: 'confirm', message, default: initial }, false);
    this.#note(message, answer === true ? say.terminal.yes : say.terminal.no);
    return answer === true;
  }

  async agree(asked: AgreeQuestion): Promise<boolean | Back> {
    const question = harmlessQuestion(asked);
    const { message, prompt, canGoBack } = question;
    const keys = canGoBack ? `${say.terminal.keys.back}\n  ` : '';
    const shown = this.#words(question, `${keys}${prompt}`);
    const answer = await this.#ask({ type: 'confirm', message: shown, default: false }, canGoBack);
    if (answer === back) return back;
    this.#note(message, answer === true ? say.terminal.yes : say.terminal.no);
    return answer === true;
  }

  async secret(message: string): Promise<Secret> {
    const answer = await this.#askHidden({ message, canGoBack: false });
    return new Secret(answer === back ? '' : answer);
  }

  async password(asked: Question): Promise<Secret | Back> {
    const answer = await this.#askHidden(asked);
    return answer === back ? back : new Secret(answer);
  }

  async choose(asked: ChooseQuestion): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    const { choices, initial, canGoBack } = question;
    const rows = choices.map(rowOf);
    const names = choiceTable(rows, this.#columns - 4);
    const all = choices.map(({ value, note, disabled }, index) => ({
      value,
      name: names[index] ?? value,
      ...(note && { description: wrap(note, this.#columns - 1).join('\n') }),
      // The reason stands in a column of its own; inquirer would add a word where this were true.
      disabled: disabled === undefined ? false : ' ',
    }));
    const room = Math.max(4, Math.min(16, (this.#terminal.output.rows ?? 24) - 9));
    const isLong = choices.length > longList;
    const shared = { default: initial, pageSize: room, theme: this.#theme(canGoBack) };
    const source = (term = '') => searchLines(term, choices, all);
    const prompt: Asked = isLong
      ? { type: 'search', message: this.#words(question, say.terminal.search), source, ...shared }
      : { type: 'select', message: this.#words(question), choices: all, loop: false, ...shared };
    const answer = await this.#ask(prompt, canGoBack);
    if (answer !== back) this.#note(question.message, brief(choices.find(({ value }) => value === answer)), question);
    return answer === back ? back : String(answer);
  }

  async text(asked: TextQuestion): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    const validate = async (text: string) => {
      const problem = await question.check(text.trim());
      return problem === undefined || harmless(problem);
    };
    const answer = await this.#ask(
      {
        type: 'input',
        message: this.#words(question, keysOf(question)),
        default: question.initial === undefined ? undefined : harmless(question.initial),
        validate,
        theme: this.#theme(question.canGoBack),
      },
      question.canGoBack,
    );
    if (answer === back) return back;
    this.#note(question.message, harmless(String(answer).trim()), question);
    return String(answer).trim();
  }

  async hidden(asked: Question): Promise<Secret | Back> {
    const answer = await this.#askHidden(asked);
    return answer === back ? back : new Secret(answer.trim());
  }

  async #askHidden(asked: Question): Promise<string | Back> {
    const question = harmlessQuestion(asked);
    const answer = await this.#ask(
      {
        type: 'password',
        toggleMask: false,
        message: this.#words(question, keysOf(question)),
        theme: this.#theme(question.canGoBack),
      },
      question.canGoBack,
    );
    if (answer === back) return back;
    this.#note(question.message, answer === '' ? say.terminal.notGiven : say.terminal.given, question);
    return String(answer);
  }

  /** One prompt; what it drew is taken away when it ends. */
  async #ask(asked: Asked, canGoBack: boolean): Promise<unknown> {
    const { default: inquirer } = await import('inquirer');
    const { input, output } = this.#terminal;
    await this.#typedAhead.drop();
    const leave = new AbortController();
    const onKey = (_: unknown, key?: { readonly name?: string }) => {
      if (canGoBack && key?.name === 'escape') leave.abort();
    };
    input.on('keypress', onKey);
    const prompt = inquirer.createPromptModule({ input, output, clearPromptOnDone: true, signal: leave.signal });
    try {
      const question = { theme: this.#theme(canGoBack), ...asked, name: 'answer' };
      const { answer } = (await prompt([question])) as { answer: unknown };
      return answer;
    } catch (error) {
      if (leave.signal.aborted) {
        output.write(`${this.#terminal.chalk.dim(`  ${say.terminal.back}`)}\n`);
        return back;
      }
      if (error instanceof Error && error.name === 'ExitPromptError') throw new CancelledError(say.terminal.cancelled);
      throw error;
    } finally {
      this.#typedAhead.ended();
      input.off('keypress', onKey);
    }
  }

  /** The answer as one line, once its prompt is gone. */
  #note(message: string, answer: string, { isTried = false }: Partial<Question> = {}): void {
    const { chalk, output } = this.#terminal;
    const shown = truncate(answer, Math.max(8, this.#columns - displayWidth(message) - 4));
    output.write(`${isTried ? chalk.cyan('›') : chalk.green('✔')} ${chalk.bold(message)} ${chalk.cyan(shown)}\n`);
  }

  /** The question with its help; what is typed stands on a line of its own, behind the prompt where there is one. */
  #words({ message, help }: Question, prompt?: string): string {
    const faint = (line: string) => this.#terminal.chalk.reset(this.#terminal.chalk.dim(line));
    const lines = help === undefined ? [] : wrap(help, this.#columns - 3);
    const below = [...lines, ...(prompt === undefined ? [] : [prompt])].map((line) => `  ${faint(line)}`);
    return [message, ...below].join('\n');
  }

  #theme(canGoBack: boolean) {
    return inquirerTheme(this.#terminal.chalk, canGoBack);
  }

  get #columns(): number {
    return this.#terminal.output.columns ?? 80;
  }
}

/** The cells of a choice; why it cannot be chosen stands in place of an empty last one. */
function rowOf({ cells, disabled }: Choice): readonly string[] {
  if (disabled === undefined) return cells;
  return [...(cells.at(-1) === '' ? cells.slice(0, -1) : cells), say.terminal.aside({ why: disabled })];
}

/** The keys of a typed question, which has no line for them below. */
function keysOf({ canGoBack }: Question): string {
  const { enter, enterOrBack } = say.terminal.keys;
  return `${canGoBack ? enterOrBack : enter}\n `;
}

/** What stays on the screen of a choice: its first two columns. */
function brief(choice: ChooseQuestion['choices'][number] | undefined): string {
  return (choice?.cells ?? []).slice(0, 2).join('  ');
}
