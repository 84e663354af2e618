import { existsSync, statSync } from 'node:fs';
import { AnswersError } from '../errors.js';
import { say } from '../messages/say.js';
import { defaultAnswersFile } from '../pair/next-command.js';

/** The answers file of a command on one pair: the one named, else ./ha-setup.yaml where it exists. Throws AnswersError where only its name is another. */
export function findAnswers([named, ...others]: readonly string[] = []): string | undefined {
  if (others.length > 0) {
    throw new AnswersError(say.fleet.onePair, { hint: say.fleet.onePairHint });
  }
  if (named !== undefined) return named;
  if (existsSync(defaultAnswersFile)) return defaultAnswersFile;
  const other = ['ha-setup.yml', 'ha-setup.json'].find((name) => existsSync(name));
  if (other === undefined) return undefined;
  throw new AnswersError(say.fleet.otherName({ other, file: defaultAnswersFile }), {
    hint: say.fleet.otherNameHint({ other, file: defaultAnswersFile }),
  });
}

type Answered = { readonly answers?: readonly string[] };

/** The same options, with the one answers file where there is one. */
export function onOne<Options extends Answered>({ answers: named, ...options }: Options) {
  const answers = findAnswers(named);
  return { ...options, ...(answers !== undefined && { answers }) };
}

/** The same options, with the answers file that they mean. Throws AnswersError where there is none. */
export function withAnswers<Options extends Answered>({ answers: named, ...options }: Options) {
  const answers = findAnswers(named);
  if (answers !== undefined) return { ...options, answers };
  throw new AnswersError(say.fleet.noAnswers, {
    hint: say.fleet.noAnswersHint,
  });
}

/**
 * The files of a command on several pairs; undefined where one pair is meant.
 * @param home stands for ~
 * @throws AnswersError for a word that names no file, and for a file that is named twice
 */
export async function findSeveral(named: readonly string[] = [], home: string): Promise<readonly string[] | undefined> {
  const [first] = named;
  if (first === undefined || (named.length === 1 && isFile(first))) return undefined;
  const { expandAnswers, namesSeveral } = await import('./answers-files.js');
  return namesSeveral(named) ? expandAnswers(named, home) : undefined;
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
