import stringWidth from 'fast-string-width';

/** How many columns of a terminal a text takes; wide characters take two. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** The text, filled up with spaces to so many columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** The text behind as many spaces as fill up so many columns. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** The text, cut to so many columns; what is cut off shows as "…". */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  let kept = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    columns += displayWidth(segment);
    if (columns >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
