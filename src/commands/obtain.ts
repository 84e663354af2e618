import { parseAnswers } from '../cluster/parse.js';
import type { Answers, ClusterSpec } from '../cluster/spec.js';
import { AnswersError } from '../errors.js';
import { ask, type Round } from '../wizard/ask.js';
import type { Draft } from '../wizard/draft.js';
import { questions } from '../wizard/questions.js';
import type { Row } from '../wizard/row.js';
import { recallPair } from '../wizard/rows/reach.js';
import { Scene } from '../wizard/scene.js';
import { readAnswers, refuseAnswers } from './answers.js';
import type { Toolbox } from './toolbox.js';

/** The answers of a run, and where they are written down. */
export interface Obtained {
  readonly spec: ClusterSpec;
  readonly answers: Answers;
  /** The file that says exactly this; absent where questions said it. */
  readonly path?: string;
  /** The questions once more, from the last one back; absent where none were asked. */
  again?(): Promise<Obtained>;
}

/** The answers of a file, of a person, or of both: what the file lacks is asked. */
export async function obtainAnswers(path: string | undefined, toolbox: Toolbox): Promise<Obtained> {
  const { reporter, prompter } = toolbox;
  if (path === undefined) {
    if (prompter === undefined) throw noAnswers();
    reporter.say('Two CVMs of one subnet become an active/standby pair that shares a VIP.', 'heading');
    reporter.say('Nothing is changed before you have seen the plan and said yes.', 'faint');
    return converse({}, toolbox, {});
  }
  const parsed = await readAnswers(path, toolbox);
  if ('answers' in parsed) {
    // Whoever expected questions sees why there are none.
    if (prompter !== undefined) reporter.say(`Answers from ${path}`, 'faint');
    const open = prompter === undefined ? [] : askedWhereAbsent.filter((key) => parsed.answers[key] === undefined);
    return open.length === 0 ? { ...parsed, path } : askFor(open, parsed.answers, path, toolbox);
  }
  const { problems, raw } = parsed;
  const isJustIncomplete = raw !== undefined && problems.every(({ missing }) => missing);
  if (!isJustIncomplete || prompter === undefined) throw refuseAnswers(path, problems);
  const absent = askedWhereAbsent.filter((key) => raw[key] === undefined);
  return askFor([...problems.map((problem) => problem.path), ...absent], raw, path, toolbox);
}

/** Keys that a file may leave out, and that matter so much that whoever can be asked is. */
const askedWhereAbsent = ['hostCredentials', 'detection'] as const;

function askFor(missing: readonly string[], given: Draft, path: string, toolbox: Toolbox): Promise<Obtained> {
  toolbox.reporter.say(`${path} leaves out ${missing.join(', ')}`, 'heading');
  const only = (row: Row) => isAccess(row) || missing.some((key) => isPartOf(row.key, key));
  return converse(given, toolbox, { only });
}

function noAnswers(): AnswersError {
  return new AnswersError('there is no answers file, and no terminal to ask on (or --yes was given)', {
    hint: 'write ha-setup.yaml (the README shows one) or name another with --answers FILE; to try ha-setup without an account: ha-setup rehearse',
  });
}

async function converse(given: Draft, toolbox: Toolbox, round: Round): Promise<Obtained> {
  const { prompter } = toolbox;
  if (prompter === undefined) throw noAnswers();
  const scene = new Scene({ ...toolbox, prompter }, { version: 1, ...given });
  if (round.only !== undefined) await recallPair(scene);
  const finish = async (how: Round): Promise<Obtained> => {
    await ask(questions, scene, how);
    // The schema judges what was asked as it judges a file.
    const parsed = parseAnswers(JSON.stringify(scene.answers));
    if (!('answers' in parsed)) throw refuseAnswers('what you answered', parsed.problems);
    return {
      ...parsed,
      ...(round.only === undefined && { again: () => finish({ fromEnd: true }) }),
    };
  };
  return finish(round);
}

/** The keys that everything else is asked with; only where there are none. */
function isAccess({ key }: Row): boolean {
  return key === 'TENCENTCLOUD_SECRET_ID' || key === 'TENCENTCLOUD_SECRET_KEY';
}

function isPartOf(key: string, whole: string): boolean {
  return key === whole || key.startsWith(`${whole}[`) || key.startsWith(`${whole}.`);
}
