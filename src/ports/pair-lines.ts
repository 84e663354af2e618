import type { Reporter, Tone } from './reporter.js';

/** A line that was said, kept for when somebody wants to read it. */
export interface SaidLine {
  readonly text: string;
  readonly tone: Tone;
}

/** One of several pairs that are worked on side by side: one line of the screen. */
export interface PairLine {
  /** From now on it shows as being at work. */
  begin(): void;
  /** The newest step shows on the line; what is said is kept. */
  readonly reporter: Reporter;
  /** What it does now. */
  step(line: string): void;
  /** What was said since it was asked for last. */
  takeSaid(): readonly SaidLine[];
  /** How it ended. The line stays; another one may begin. */
  end(status: string, note: string, tone: Tone): void;
}

/** Where several pairs show what they do. */
export interface PairLines {
  /** @param width of the widest label */
  open(label: string, width: number): PairLine;
  /** Clears the screen for a question; what ends meanwhile shows after it. */
  whileAsking<T>(ask: () => Promise<T>): Promise<T>;
}
