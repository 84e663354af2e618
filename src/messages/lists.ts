import { say } from './say.js';

/** Names in a row, as the language separates them: "a, b, c". Empty where there are none. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : names.reduce((one, other) => say.checks.list({ one, other }));
}

/** Sentences in a row: "this; that". Empty where there are none. */
export function series(sentences: readonly string[]): string {
  return sentences.length === 0 ? '' : sentences.reduce((one, other) => say.checks.series({ one, other }));
}
