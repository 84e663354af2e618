import type { Tone } from '../ports/reporter.js';
import { harmless } from '../text/harmless.js';
import { truncate } from '../text/width.js';

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Line {
  readonly text: string;
  readonly tone: Tone;
}

const clearToEnd = '\u001B[0J';
const clearLine = '\u001B[K';

/** Shows lines; those shown in place draw over the ones before, without a flicker. Without a terminal, line follows line. */
export function screenOf(
  output: Output,
  paint: (line: string, tone: Tone) => string,
): (lines: readonly Line[], inPlace: boolean) => void {
  let shown = 0;
  return (lines, inPlace) => {
    if (!inPlace || output.isTTY !== true) {
      for (const { text, tone } of lines) output.write(`${paint(text, tone)}\n`);
      return;
    }
    // A line that wraps would be two on the screen, and going back up would miss by one.
    const width = output.columns ?? 80;
    const back = shown === 0 ? '' : `\u001B[${shown}A\r`;
    const drawn = lines.map(({ text, tone }) => `${paint(truncate(harmless(text), width - 1), tone)}${clearLine}\n`);
    output.write(`${back}${drawn.join('')}${clearToEnd}`);
    shown = lines.length;
  };
}
