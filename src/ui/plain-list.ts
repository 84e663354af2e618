import { say } from '../messages/say.js';
import type { Choice } from '../ports/prompter.js';
import { choiceTable } from './question.js';
import { isFound, longList } from './search.js';

/** As many as leave the question in sight on a small terminal. */
const shownAtOnce = 15;

/** A numbered list, line after line: what can be chosen comes first, and a long one is searched by a word. */
export class PlainList {
  /** Longer than people read: words search it. */
  readonly isLong: boolean;
  readonly #choices: readonly Choice[];
  readonly #lines: readonly string[];

  constructor(choices: readonly Choice[], width: number) {
    this.isLong = choices.length > longList;
    const [open, closed] = [choices.filter(isOpen), choices.filter((choice) => !isOpen(choice))];
    this.#choices = this.isLong ? [...open, ...closed] : choices;
    const rows = this.#choices.map(({ cells, disabled }, index) => [
      disabled === undefined ? `${index + 1})` : '-',
      ...cells,
      ...(disabled === undefined ? [] : [say.terminal.aside({ why: disabled })]),
    ]);
    this.#lines = choiceTable(rows, width);
  }

  /** The list as it is shown first. */
  begin(): readonly string[] {
    return this.#show(this.#choices);
  }

  /** The number of a value that can be chosen. */
  numberOf(value: string | undefined): string | undefined {
    const index = this.#choices.findIndex((choice) => choice.value === value && isOpen(choice));
    return index < 0 ? undefined : String(index + 1);
  }

  /** What was typed as a number, or as the value itself. */
  find(text: string): Choice | undefined {
    const index = /^\d+$/.test(text) ? Number(text) - 1 : -1;
    return this.#choices[index] ?? this.#choices.find(({ value }) => value === text);
  }

  /** The lines that fit these words; `only` is the number of the one that can be chosen, where it is one. */
  search(words: string): { readonly lines: readonly string[]; readonly only?: string } {
    const { noNumber, nothingFound } = say.terminal.plain;
    if (!this.isLong || words === '') return { lines: [noNumber] };
    const found = this.#choices.filter((choice) => isFound(words, choice));
    if (found.length === 0) return { lines: [nothingFound({ words })] };
    const [first, ...others] = found.filter(isOpen);
    const only = others.length > 0 ? undefined : this.numberOf(first?.value);
    return { lines: this.#show(found), ...(only !== undefined && { only }) };
  }

  #show(choices: readonly Choice[]): readonly string[] {
    const lines = choices.map((choice) => this.#lines[this.#choices.indexOf(choice)] ?? '');
    if (!this.isLong || lines.length <= shownAtOnce) return lines;
    return [...lines.slice(0, shownAtOnce), say.terminal.plain.more({ count: lines.length - shownAtOnce })];
  }
}

const isOpen = ({ disabled }: Choice): boolean => disabled === undefined;
