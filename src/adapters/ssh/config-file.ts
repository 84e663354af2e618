import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'ssh-config';
import { HostError } from '../../errors.js';
import { globToRegExp } from './patterns.js';

/** One directive of ssh_config(5), its keyword in lower case; Host and Match hold their block, Include the files' lines. */
export interface ConfigLine {
  readonly keyword: string;
  readonly words: readonly string[];
  readonly block: readonly ConfigLine[];
  readonly file: string;
}

/** OpenSSH's own limit of nested Includes. */
const maxDepth = 16;

/**
 * Reads ~/.ssh/config and then the system's file, as OpenSSH does: of each keyword the first value counts.
 * A file that is missing counts as empty. Throws HostError('config') on one that cannot be read.
 */
export function readConfig(home: string, systemFolder: string): readonly ConfigLine[] {
  const folder = join(home, '.ssh');
  return [
    ...readFile(join(folder, 'config'), folder, home, 0),
    ...readFile(join(systemFolder, 'ssh_config'), systemFolder, home, 0),
  ];
}

function readFile(file: string, folder: string, home: string, depth: number): readonly ConfigLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return [];
    throw new HostError('config', `${file} cannot be read`, { cause, hint: `check the permissions of ${file}` });
  }
  if (depth > maxDepth) {
    throw new HostError('config', `${file}: too many files include each other`, { hint: 'mend its Include lines' });
  }
  try {
    return toLines(parse(text), file, (name) => include(name, folder, home, depth + 1));
  } catch (cause) {
    if (cause instanceof HostError) throw cause;
    const said = cause instanceof TypeError ? 'a keyword without its value' : (cause as Error).message;
    throw new HostError('config', `${file} is not an ssh_config file that can be read: ${said}`, {
      cause,
      hint: `see what OpenSSH says of it: ssh -G -F ${file} host`,
    });
  }
}

function toLines(
  parsed: ReturnType<typeof parse>,
  file: string,
  read: (name: string) => readonly ConfigLine[],
): readonly ConfigLine[] {
  return parsed.flatMap((line): ConfigLine[] => {
    if (!('param' in line) || line.param === '') return [];
    const keyword = line.param.toLowerCase();
    const words = typeof line.value === 'string' ? [line.value] : line.value.map(({ val }) => val);
    if (keyword === 'include') return [{ keyword, words, file, block: words.flatMap(read) }];
    return [{ keyword, words, file, block: 'config' in line ? toLines(line.config, file, read) : [] }];
  });
}

/** Files by a name with * and ? in its last part, in alphabetical order. */
function include(name: string, folder: string, home: string, depth: number): readonly ConfigLine[] {
  const expanded = name.startsWith('~/') ? join(home, name.slice(2)) : name;
  const path = isAbsolute(expanded) ? expanded : join(folder, expanded);
  const last = path.slice(dirname(path).length).replace(/^\/+/, '');
  const pattern = globToRegExp(last);
  let found: string[];
  try {
    found = /[*?]/.test(last) ? readdirSync(dirname(path)).filter((entry) => pattern.test(entry)) : [last];
  } catch {
    return [];
  }
  return found.sort().flatMap((entry) => readFile(join(dirname(path), entry), folder, home, depth));
}
