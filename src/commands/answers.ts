import { type ParsedAnswers, parseAnswers } from '../cluster/parse.js';
import type { Problem } from '../cluster/problem.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { AnswersError } from '../errors.js';
import { say } from '../messages/say.js';
import { displayWidth, padEnd } from '../text/width.js';
import { questionsFor } from '../wizard/questions.js';
import type { Toolbox } from './toolbox.js';

/** Reads an answers file; what is wrong with its content is part of the result. Throws AnswersError where it cannot be read. */
export async function readAnswers(path: string, toolbox: Pick<Toolbox, 'readText'>): Promise<ParsedAnswers> {
  try {
    return parseAnswers(await toolbox.readText(path));
  } catch (cause) {
    throw new AnswersError(say.session.answers.unreadable({ path, error: (cause as Error).message }), {
      cause,
      hint: say.session.answers.unreadableHint,
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
  const words = say.session.answers;
  const placeOf = ({ line }: Problem) => (line === undefined ? '' : words.line({ line }));
  const width = Math.max(...problems.map((problem) => displayWidth(placeOf(problem))));
  const rows = problems.map((problem) => {
    const subject = problem.path === '' ? '' : `${problem.path}: `;
    return `  ${padEnd(placeOf(problem), width)}  ${subject}${teach(problem)}`;
  });
  const count = problems.reduce((sum, one) => sum + (one.count ?? 1), 0);
  return new AnswersError(`${words.problems({ path, count })}\n${rows.join('\n')}`, {
    hint: words.problemsHint({ path }),
  });
}

function teach({ path, message, missing }: Problem): string {
  const [row] = missing ? questionsFor(path) : [];
  return row === undefined
    ? message
    : say.session.answers.about({ message, about: row.message(), example: row.example });
}

/** The node that a person named by its instance. Throws AnswersError where it is not one of the pair. */
export function getNode(spec: ClusterSpec, instance: string): NodeName {
  const node = spec.nodes.find((one) => one.instance === instance);
  if (node !== undefined) return node.name;
  throw new AnswersError(say.session.answers.notOfPair({ instance }), {
    hint: say.session.answers.notOfPairHint({ one: spec.nodes[0].instance, other: spec.nodes[1].instance }),
  });
}
