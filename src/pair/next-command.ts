/** The answers file that is found without being named. */
export const defaultAnswersFile = 'ha-setup.yaml';

/** What a reader types next: the program as he started it, and the answers file where it has to be named. */
export interface CommandStem {
  /** ha-setup, or npx ha-setup. */
  readonly program: string;
  /** Absent where there is no file yet: then FILE stands for it. */
  readonly answers?: string;
}

/** A command line to type next, quoted for a POSIX shell. */
export function nextCommand({ program, answers = 'FILE' }: CommandStem, ...words: readonly string[]): string {
  // A bare run names even that one: a reader should see what it goes by.
  const isFound = answers === defaultAnswersFile && words.length > 0;
  const named = isFound ? [] : ['--answers', answers];
  return [program, ...[...words, ...named].map(quoteForShell)].join(' ');
}

/** A word as a POSIX shell takes it. */
export function quoteForShell(word: string): string {
  return /^[\w./@:+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
