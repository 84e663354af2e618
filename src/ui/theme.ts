import type { ChalkInstance } from 'chalk';
import type { Tone } from '../ports.js';

/** A line in the colours of its tone. */
export function paint(chalk: ChalkInstance, line: string, tone: Tone = 'plain'): string {
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
