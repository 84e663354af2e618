import { oneLine } from './harmless.js';
import { displayWidth, truncate } from './width.js';

export interface Column {
  /** Where one column has a title, the first line is the head. */
  readonly title?: string;
  readonly align?: 'left' | 'right';
  /**
   * What becomes of it where the rows are too wide. cut: it is shortened, but for ids and addresses; keep: never; drop: it is
   * left out as a whole before anything is cut; free: the last column alone, which may stand out at the right.
   */
  readonly narrow?: 'cut' | 'keep' | 'drop' | 'free';
}

export interface TableFormat {
  /** Columns of the terminal. */
  readonly width: number;
  /** Spaces in front of each row; 0 where absent. */
  readonly indent?: number;
}

const gap = 2;

/** Ids of the cloud and addresses: a part of one is as good as none. */
const exact = /(?:\b(?:ins|eni|eip|vpc|subnet|sg|havip)-[a-z0-9]+|(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?)/g;

/** What a column that may be cut keeps: as long as there is room, in the second round, and at the very least. */
const floors = [8, 4, 1] as const;

/** Rows of cells as lines with straight columns. Names give way first, then the widest column; ids and addresses stay whole. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { width, indent = 0 }: TableFormat,
): readonly string[] {
  const head = columns.some(({ title }) => title !== undefined) ? [columns.map(({ title = '' }) => title)] : [];
  const cells = [...head, ...rows].map((row) => columns.map((_, index) => oneLine(row[index] ?? '')));
  const room = width - indent;
  const kept = chooseColumns(columns, cells, room);
  const widths = fitWidths(kept, cells, room);
  return cells.map((row) => {
    const line = kept.map(({ index, align, narrow }, place) => {
      const cell = narrow === 'free' ? (row[index] ?? '') : truncate(row[index] ?? '', widths[place] ?? 0);
      const filling = ' '.repeat(Math.max(0, (widths[place] ?? 0) - displayWidth(cell)));
      return align === 'right' ? filling + cell : cell + filling;
    });
    const text = line.join(' '.repeat(gap)).trimEnd();
    return ' '.repeat(indent) + (kept.at(-1)?.narrow === 'free' ? text : truncate(text, room));
  });
}

type Placed = Column & { readonly index: number };

/** All columns, or, where they do not fit as they are, those that are not to be dropped. */
function chooseColumns(columns: readonly Column[], cells: readonly (readonly string[])[], room: number) {
  const all = columns.map((column, index): Placed => ({ ...column, index }));
  return totalOf(all.map(({ index }) => widest(cells, index))) <= room
    ? all
    : all.filter(({ narrow }) => narrow !== 'drop');
}

/** The width of each column, so that all of them fit if they can. */
function fitWidths(columns: readonly Placed[], cells: readonly (readonly string[])[], room: number): readonly number[] {
  const widths = columns.map(({ index }) => widest(cells, index));
  const free = columns.findIndex(({ narrow }) => narrow === 'free');
  if (free >= 0) widths[free] = Math.min(widths[free] ?? 0, floors[0]);
  const least = columns.map(({ index, narrow }) =>
    narrow === 'keep' || narrow === 'free'
      ? Number.POSITIVE_INFINITY
      : Math.max(...cells.map((row) => leastOf(row[index]))),
  );
  for (const floor of floors) {
    const canGive = (at: number) => (widths[at] ?? 0) > Math.max(floor, least[at] ?? 0);
    while (totalOf(widths) > room) {
      const giving = widths.map((_, at) => at).filter(canGive);
      const [first = 0, ...others] = giving;
      if (giving.length === 0) break;
      const next =
        first === 0 ? 0 : others.reduce((one, two) => ((widths[two] ?? 0) > (widths[one] ?? 0) ? two : one), first);
      widths[next] = (widths[next] ?? 0) - 1;
    }
  }
  return widths;
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0) + gap * Math.max(0, widths.length - 1);
}

function widest(cells: readonly (readonly string[])[], index: number): number {
  return Math.max(0, ...cells.map((row) => displayWidth(row[index] ?? '')));
}

/** The columns up to the end of the last id or address in a cell, with the sign that the rest was cut off. */
function leastOf(cell = ''): number {
  const last = [...cell.matchAll(exact)].at(-1);
  if (last === undefined) return 0;
  const end = last.index + last[0].length;
  return displayWidth(cell.slice(0, end)) + (end < cell.length ? 1 : 0);
}
