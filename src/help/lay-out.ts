import { displayWidth, padEnd } from '../text/width.js';
import { wrap } from '../text/wrap.js';

/** A row of a table in the manual: what is named, and what is said about it. */
export interface Entry {
  readonly term: string;
  readonly text: string;
}

const width = 78;
const indent = '    ';
/** A longer term has lines of its own. */
const widestTerm = 22;

/** Entries as an indented block of two columns, which reads the same as Markdown and as plain text. */
export function layOutEntries(entries: readonly Entry[]): string {
  const column = Math.min(widestTerm, Math.max(0, ...entries.map(({ term }) => displayWidth(term))));
  const gap = ' '.repeat(indent.length + column + 2);
  return entries
    .flatMap(({ term, text }) => {
      const [first = '', ...rest] = wrap(text, width - gap.length);
      const head =
        displayWidth(term) > column
          ? [...wrap(term, width - indent.length).map((line) => `${indent}${line}`), `${gap}${first}`]
          : [`${indent}${padEnd(term, column)}  ${first}`];
      return [...head, ...rest.map((line) => `${gap}${line}`)].map((line) => line.trimEnd());
    })
    .join('\n');
}
