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

/** What every login shell leaves alone between single quotes; csh expands `!` there, and fish reads backslashes. */
const literal = /[A-Za-z0-9 "#$%&()*+,\-./:;<=>?@[\]_`{|}~]/;

/**
 * The command line by which any login shell (sh, csh, fish, …) has /bin/sh run this script: all that a shell could take for
 * its own is written in octal. Throws RangeError on a NUL byte, which no command can receive.
 */
export function shellProof(script: string): string {
  if (script.includes('\0')) throw new RangeError('a command cannot hold a NUL byte');
  const encoded = Array.from(Buffer.from(script), (byte) => {
    const character = String.fromCharCode(byte);
    return literal.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`;
  });
  return `/bin/sh -c 'eval "$(printf %b "$0")"' '${encoded.join('')}'`;
}
