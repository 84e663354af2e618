import stringWidth from 'string-width';
import { harmless } from './harmless.js';

const graphemes = new Intl.Segmenter();

/** No column is cut to less. */
const narrowest = 8;

/** How many columns of a terminal a text takes; wide characters take two. */
export { stringWidth as displayWidth };

/** The text, cut to so many columns; what is cut off shows as "…". */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** The text, filled up with spaces to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Rows of cells as lines with straight columns, no wider than the width: the first column, mostly a name, gives way first, then the widest. */
export function layOut(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const clean = rows.map((row) => row.map(oneLine));
  const count = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...clean.map((row) => stringWidth(row[column] ?? ''))),
  );
  const total = () => widths.reduce((sum, one) => sum + one, 0) + 2 * (count - 1);
  while (total() > width && Math.max(...widths) > narrowest) {
    const giving = (widths[0] ?? 0) > narrowest ? 0 : widths.indexOf(Math.max(...widths));
    widths[giving] = (widths[giving] ?? 0) - 1;
  }
  return clean.map((row) =>
    truncate(
      row.map((cell, column) => pad(truncate(cell, widths[column] ?? 0), widths[column] ?? 0)).join('  '),
      width,
    ).trimEnd(),
  );
}

/** Prose as lines of at most so many columns. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && stringWidth(`${line} ${word}`) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Names come from the cloud; a cell is one line. */
function oneLine(text: string): string {
  return harmless(text.replace(/[\n\t]/g, '?'));
}
