import { findMiss, formatFigure, type Row } from './part.js';

/** The table's head, in Markdown. */
export const tableHead = ['| measured | ha-setup | beside it | at most |', '| --- | --- | --- | --- |'] as const;

const partHead = /^\| \*\*([a-z]+)\*\*: /;

/** A part's rows in Markdown: its head, which names the part and the conditions, and a line for each figure. */
export function renderPart(name: string, about: string, rows: readonly Row[]): readonly string[] {
  return [`| **${name}**: ${cell(about)} | | | |`, ...rows.map(renderRow)];
}

function renderRow(row: Row): string {
  const { title, unit, ours, note, beside = '', atMost } = row;
  const figure = ours === undefined ? 'failed' : `${formatFigure(ours, unit)}${note ? ` ${note}` : ''}`;
  const miss = findMiss(row);
  const missed = miss === undefined ? figure : `**${figure}**, missed: ${miss}`;
  const bound =
    atMost === undefined ? '' : `${atMost.words ? `${atMost.words}: ` : ''}${formatFigure(atMost.value, unit)}`;
  return `| ${[title, missed, beside, bound].map(cell).join(' | ')} |`;
}

/** Nothing in a cell ends it. */
const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

const begin = '<!-- bench: written by npm run bench -->';
const end = '<!-- /bench -->';

/**
 * The document with a part's rows in the table between the two marks; rows of other parts stay as they are.
 * @param order the parts' names, as the table has them
 * @throws Error where the document has no such marks
 */
export function replacePart(
  document: string,
  name: string,
  lines: readonly string[],
  order: readonly string[],
): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no table between ${begin} and ${end}`);
  const parts = readParts(document.slice(from + begin.length, to));
  parts.set(name, lines);
  const known = [...parts.keys()].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const table = [...tableHead, ...known.flatMap((key) => parts.get(key) ?? [])].join('\n');
  return `${document.slice(0, from)}${begin}\n\n${table}\n\n${document.slice(to)}`;
}

function readParts(table: string): Map<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of table.split('\n')) {
    const name = partHead.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      parts.set(name, current);
    }
    if (line.startsWith('|')) current?.push(line);
  }
  return parts;
}
