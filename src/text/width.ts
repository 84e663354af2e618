import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** How many columns of a terminal a text takes; wide characters take two. */
export { stringWidth as displayWidth };

/** The text, filled up with spaces to so many columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** The text, cut to so many columns; what is cut off shows as "…". */
export function truncate(text: string, width: number): string {
  const cut = cliTruncate(text, width);
  // cli-truncate keeps a wide character that begins in the last column, and is then one too wide.
  return stringWidth(cut) <= width ? cut : cliTruncate(text, width - 1);
}

/** Prose as lines of at most so many columns; a word that is longer stands on a line of its own, whole, so that it can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width).split('\n');
}
