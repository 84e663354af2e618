import type { Argv } from '../../ports/host.js';

const plain = /^[A-Za-z0-9_\-./:,+@%]+$/;

/** One word for any POSIX shell. Throws RangeError on a NUL byte, which no command can receive. */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('a command word cannot hold a NUL byte');
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command line by which a POSIX shell runs exactly these words. */
export function quote(argv: Argv): string {
  return argv.map(quoteWord).join(' ');
}
