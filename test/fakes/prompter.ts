import { Secret } from '../../src/cluster/secret.js';
import {
  type AgreeQuestion,
  type Back,
  back,
  type ChooseQuestion,
  type Prompter,
  type Question,
  type TextQuestion,
} from '../../src/ports/prompter.js';

/** Answers by a script of values; fails on a question that it was not told of, and on an answer that nobody could give. */
export class FakePrompter implements Prompter {
  /** Every message that was put, with the problem that a typed answer met. */
  readonly asked: string[] = [];
  readonly #script: (string | boolean | Back)[];

  constructor(...script: readonly (string | boolean | Back)[]) {
    this.#script = [...script];
  }

  get left(): number {
    return this.#script.length;
  }

  async confirm(message: string): Promise<boolean> {
    return this.#next(message) === true;
  }

  async secret(message: string): Promise<Secret> {
    return new Secret(String(this.#next(message)));
  }

  async agree({ message, canGoBack }: AgreeQuestion): Promise<boolean | Back> {
    const answer = this.#next(message);
    return answer === back ? this.#leave(canGoBack) : answer === true;
  }

  async password(question: Question): Promise<Secret | Back> {
    return this.hidden(question);
  }

  async choose({ message, choices, initial, canGoBack }: ChooseQuestion): Promise<string | Back> {
    const answer = this.#next(message);
    if (answer === back) return this.#leave(canGoBack);
    const value = answer === 'enter' ? (initial ?? '') : String(answer);
    const choice = choices.find((one) => one.value === value);
    if (choice === undefined) throw new Error(`${message} has no ${value}: ${choices.map((one) => one.value)}`);
    if (choice.disabled !== undefined) throw new Error(`${value} cannot be chosen: ${choice.disabled}`);
    return value;
  }

  async text({ message, initial, check, canGoBack }: TextQuestion): Promise<string | Back> {
    for (;;) {
      const answer = this.#next(message);
      if (answer === back) return this.#leave(canGoBack);
      const text = answer === 'enter' ? (initial ?? '') : String(answer);
      const problem = await check(text);
      if (problem === undefined) return text;
      this.asked.push(`! ${problem}`);
    }
  }

  async hidden({ message, canGoBack }: Question): Promise<Secret | Back> {
    const answer = this.#next(message);
    return answer === back ? this.#leave(canGoBack) : new Secret(String(answer));
  }

  #leave(canGoBack: boolean): Back {
    if (!canGoBack) throw new Error('there is no question before this one');
    return back;
  }

  #next(message: string): string | boolean | Back {
    this.asked.push(message);
    const answer = this.#script.shift();
    if (answer === undefined) throw new Error(`nobody told the fake what to answer to: ${message}`);
    return answer;
  }
}
