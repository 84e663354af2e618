import { type ParsedAnswers, parseAnswers } from '../cluster/parse.js';
import type { Problem } from '../cluster/problem.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { AnswersError } from '../errors.js';
import { padEnd } from '../text/width.js';
import { questionsFor } from '../wizard/questions.js';
import type { Toolbox } from './toolbox.js';

/** Reads an answers file; what is wrong with its content is part of the result. Throws AnswersError where it cannot be read. */
export async function readAnswers(path: string, toolbox: Pick<Toolbox, 'readText'>): Promise<ParsedAnswers> {
  try {
    return parseAnswers(await toolbox.readText(path));
  } catch (cause) {
    throw new AnswersError(`${path} cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: 'name an answers file with --answers FILE; the README shows one',
    });
  }
}

/** Reads and checks an answers file; throws AnswersError with every problem in it. */
export async function readSpec(path: string, toolbox: Pick<Toolbox, 'readText'>): Promise<ClusterSpec> {
  const parsed = await readAnswers(path, toolbox);
  if ('answers' in parsed) return parsed.spec;
  throw refuseAnswers(path, parsed.problems);
}

/** Every problem of an answers file, with its line; for what is missing, what it is about and how to write it. */
export function refuseAnswers(path: string, problems: readonly Problem[]): AnswersError {
  const width = Math.max(...problems.map(({ line }) => `line ${line}`.length));
  const rows = problems.map((problem) => {
    const place = problem.line === undefined ? '' : `line ${problem.line}`;
    return `  ${padEnd(place, width)}  ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}${teach(problem)}`;
  });
  const total = problems.reduce((sum, { count = 1 }) => sum + count, 0);
  const count = total === 1 ? 'one problem' : `${total} problems`;
  return new AnswersError(`${path} has ${count}:\n${rows.join('\n')}`, {
    hint: `correct ${path} and run the same command again; nothing was changed`,
  });
}

function teach({ path, missing }: Problem): string {
  const [row] = missing ? questionsFor(path) : [];
  return row === undefined ? '' : `. ${row.message().replace(/[^?]$/, '$&.')} For example: ${row.example}`;
}

/** The node that a person named by its instance. Throws AnswersError where it is not one of the pair. */
export function getNode(spec: ClusterSpec, instance: string): NodeName {
  const node = spec.nodes.find((one) => one.instance === instance);
  if (node !== undefined) return node.name;
  throw new AnswersError(`${instance} is not one of this pair`, {
    hint: `it is ${spec.nodes.map((one) => one.instance).join(' and ')}`,
  });
}
