import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { HostError } from '../../../errors.js';
import { say } from '../../../messages/say.js';

const classes: Readonly<Record<string, string>> = {
  ...{ alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', xdigit: '0-9A-Fa-f' },
  ...{ space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~' },
};

/**
 * The files that an absolute path with patterns in any of its parts stands for, sorted by their bytes, as OpenSSH's own glob(3) finds them:
 * `*`, `?`, `[…]` and a backslash, and no pattern fits a dot at the beginning of a name.
 */
export function findFiles(pattern: string): readonly string[] {
  let found = [''];
  for (const part of pattern.split('/').slice(1)) {
    found = found.flatMap((folder) => step(folder, part));
  }
  return found.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

function step(folder: string, part: string): string[] {
  if (!/[*?[]/.test(part.replace(/\\./g, ''))) {
    const path = `${folder}/${part.replace(/\\(.)/g, '$1')}`;
    return existsSync(path) ? [path] : [];
  }
  const expression = toRegExp(part);
  const takesDot = part.startsWith('.') || part.startsWith('\\.');
  return entriesOf(folder === '' ? '/' : folder)
    .filter((name) => (takesDot || !name.startsWith('.')) && expression.test(name))
    .map((name) => `${folder}/${name}`);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function toRegExp(part: string): RegExp {
  const tokens = part.match(/\\.|\[!?\]?(?:\[:\w+:\]|[^\]])*\]|./gs) ?? [];
  return new RegExp(`^${tokens.map(translate).join('')}$`, 's');
}

function translate(token: string): string {
  if (token === '*') return '.*';
  if (token === '?') return '.';
  if (!/^\[.+\]$/s.test(token)) return escapeRegExp(token.length > 1 ? token.slice(1) : token);
  const negated = token.startsWith('[!');
  const body = token
    .slice(negated ? 2 : 1, -1)
    .split(/(\[:\w+:\])/)
    .map((piece) => classes[/^\[:(\w+):\]$/.exec(piece)?.[1] ?? ''] ?? piece.replace(/[\\\]^[]/g, '\\$&'));
  return `[${negated ? '^' : ''}${body.join('')}]`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The local user's ids; -1 where there is no such thing. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The text of a configuration file; one that is not there, or is a folder, counts as empty. Throws HostError('config').
 * @param owner where given, nobody but this user and root may be able to write the file
 */
export function readConfigText(file: string, owner?: Owner): string {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    if (owner !== undefined && owner.uid >= 0 && !isSafe(handle, owner)) {
      throw new HostError('config', say.sshConfig.open({ file }), {
        hint: say.sshConfig.openHint({ file }),
      });
    }
    return readFileSync(handle, 'utf8');
  } catch (cause) {
    if (cause instanceof HostError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return '';
    throw new HostError('config', say.sshConfig.unreadable({ file }), {
      cause,
      hint: say.sshConfig.unreadableHint({ file }),
    });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** A group that only its user is in may write, as Debian's ssh has it too: its users' umask is 002 at times. */
function isSafe(handle: number, owner: Owner): boolean {
  const { uid, gid, mode } = fstatSync(handle);
  return (uid === 0 || uid === owner.uid) && (mode & 0o002) === 0 && ((mode & 0o020) === 0 || gid === owner.gid);
}

/** The pattern that stands for this very path. */
export function quoteGlob(path: string): string {
  return path.replace(/[\\*?[]/g, '\\$&');
}
