import { AnswersError } from '../errors.js';
import { toSpec } from '../spec/defaults.js';
import { type Problem, parseAnswers } from '../spec/parse.js';
import type { ClusterSpec } from '../spec/spec.js';
import type { Toolbox } from './toolbox.js';

/** Reads and checks an answers file; throws AnswersError with every problem in it. */
export async function readSpec(path: string, toolbox: Pick<Toolbox, 'readText'>): Promise<ClusterSpec> {
  let text: string;
  try {
    text = await toolbox.readText(path);
  } catch (cause) {
    throw new AnswersError(`${path} cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: 'name an answers file with --answers FILE; the README shows one',
    });
  }
  const parsed = parseAnswers(text);
  if ('answers' in parsed) return toSpec(parsed.answers);
  throw new AnswersError(explain(path, parsed.problems), {
    hint: `mend ${path} and run the same command again; nothing was changed`,
  });
}

function explain(path: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ line }) => `line ${line}`.length));
  const rows = problems.map(({ line, path: key, message }) => {
    const place = line === undefined ? '' : `line ${line}`;
    return `  ${place.padEnd(width)}  ${key === '' ? '' : `${key}: `}${message}`;
  });
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return `${path} has ${count}:\n${rows.join('\n')}`;
}
