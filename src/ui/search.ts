import { say } from '../messages/say.js';
import type { Choice } from '../ports/prompter.js';

/** Lists longer than this are searched by typing. */
export const longList = 8;

/** One line of a searched list, as inquirer takes it. */
interface Line {
  readonly value: string;
  readonly name: string;
  readonly disabled: boolean | string;
}

/**
 * The lines of a long list that fit what was typed: each word stands somewhere in the choice, also in what the terminal is too
 * narrow to show. Where none of them can be chosen, a line says so above them.
 * @param lines one for each choice, in the same order
 */
export function searchLines<T extends Line>(
  term: string,
  choices: readonly Choice[],
  lines: readonly T[],
): readonly Line[] {
  const found = lines.filter((_, index) => isFound(term, choices[index]));
  if (found.length === 0 || found.some(({ disabled }) => disabled === false)) return found;
  return [{ value: '', name: say.terminal.noneToChoose, disabled: ' ' }, ...found];
}

/** Whether each word stands somewhere in the choice. */
export function isFound(term: string, { cells = [], value = '', disabled = '' }: Partial<Choice> = {}): boolean {
  const text = plain([value, ...cells, disabled].join(' '));
  return plain(term)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Full-width letters and digits are what a Chinese keyboard types for the others. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
