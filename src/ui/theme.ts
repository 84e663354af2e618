import type { ChalkInstance } from 'chalk';
import type { Tone } from '../ports/reporter.js';
import { harmless } from '../text/harmless.js';

/** A line in the colours of its tone; what would steer the terminal shows as what it is. */
export function paint(chalk: ChalkInstance, text: string, tone: Tone = 'plain'): string {
  const line = harmless(text);
  switch (tone) {
    case 'plain':
      return line;
    case 'heading':
      return chalk.bold(line);
    case 'good':
    case 'add':
      return chalk.green(line);
    case 'bad':
    case 'remove':
      return chalk.red(line);
    case 'warning':
      return chalk.yellow(line);
    case 'faint':
      return chalk.dim(line);
  }
}
