import { type Messages, say } from './say.js';

/** "a, b, c": names in a row. Empty where there are none. */
export const listed = (names: readonly string[]): string => join('comma', names);

/** "this; that": sentences in a row. Empty where there are none. */
export const series = (sentences: readonly string[]): string => join('semicolon', sentences);

/** "a and b". Empty where there are none. */
export const allOf = (names: readonly string[]): string => join('and', names);

/** "a or b". Empty where there are none. */
export const oneOf = (names: readonly string[]): string => join('or', names);

function join(by: keyof Messages['lists'], parts: readonly string[]): string {
  return parts.length === 0 ? '' : parts.reduce((one, other) => say.lists[by]({ one, other }));
}
