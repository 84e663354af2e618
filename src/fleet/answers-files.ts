import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { AnswersError } from '../errors.js';
import { say } from '../messages/say.js';

/** Whether these words name several pairs. A pattern does, however many files it finds: what a script reads has one form. */
export function namesSeveral(named: readonly string[]): boolean {
  return named.length > 1 || named.some((word) => isPattern(word) || isFolder(word));
}

/**
 * The files that these words and patterns name: in their order, and those of one pattern by name.
 * @param home stands for ~, which a shell leaves alone in quotes
 * @throws AnswersError for a pattern that finds nothing, a file that is not there, and one that is named twice
 */
export async function expandAnswers(named: readonly string[], home: string): Promise<readonly string[]> {
  const found: { readonly path: string; readonly word: string }[] = [];
  for (const word of named) {
    const paths = isPattern(word) ? await expandPattern(word, home) : [word];
    for (const path of paths) verifyFile(path);
    found.push(...paths.map((path) => ({ path, word })));
  }
  verifyOnce(found);
  return found.map(({ path }) => path);
}

/** A file that is there under this very name is meant, whatever signs the name has. */
function isPattern(word: string): boolean {
  return !existsSync(word) && isDynamicPattern(word);
}

function isFolder(word: string): boolean {
  return existsSync(word) && statSync(word).isDirectory();
}

async function expandPattern(word: string, home: string): Promise<readonly string[]> {
  const pattern = word.startsWith('~/') ? join(home, word.slice(2)) : word;
  const paths = await glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) });
  if (paths.length > 0) return paths.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  throw new AnswersError(say.fleet.noMatch({ pattern: word }), { hint: say.fleet.noMatchHint({ pattern: word }) });
}

function verifyFile(path: string): void {
  if (isFolder(path)) {
    throw new AnswersError(say.fleet.folder({ path }), {
      hint: say.fleet.folderHint({ pattern: `${path.replace(/\/$/, '')}/*.yaml` }),
    });
  }
  if (existsSync(path)) return;
  throw new AnswersError(say.fleet.noFile({ path }), { hint: say.fleet.noFileHint });
}

function verifyOnce(found: readonly { readonly path: string; readonly word: string }[]): void {
  const seen = new Map<string, { readonly path: string; readonly word: string }>();
  for (const one of found) {
    const real = realpathSync(one.path);
    const before = seen.get(real);
    if (before !== undefined) {
      const { fleet } = say;
      const words = one.word === before.word ? one.word : fleet.twiceBy({ one: before.word, other: one.word });
      const { path } = one;
      const isSame = path === before.path;
      throw new AnswersError(
        isSame ? fleet.twice({ path, words }) : fleet.sameFile({ path, other: before.path, words }),
        { hint: fleet.twiceHint },
      );
    }
    seen.set(real, one);
  }
}
