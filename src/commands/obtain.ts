import { parseAnswers } from '../cluster/parse.js';
import type { Answers, ClusterSpec } from '../cluster/spec.js';
import { AnswersError } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defaultAnswersFile } from '../pair/next-command.js';
import { ask, type Round } from '../wizard/ask.js';
import { pickChange } from '../wizard/change.js';
import type { Draft } from '../wizard/draft.js';
import { questions } from '../wizard/questions.js';
import type { Row } from '../wizard/row.js';
import { recallPair } from '../wizard/rows/reach.js';
import { Scene } from '../wizard/scene.js';
import { readAnswers, refuseAnswers } from './answers.js';
import type { AnswersKeeper } from './keeper.js';
import type { Toolbox } from './toolbox.js';

/** The answers of a run, and where they are written down. */
export interface Obtained {
  readonly spec: ClusterSpec;
  readonly answers: Answers;
  /** The file that says exactly this; absent where questions said it. */
  readonly path?: string;
  /** Lets a person change one of the answers; absent where nobody can be asked. */
  again?(): Promise<Obtained>;
  /** Reads the answers file once more, for who has edited it meanwhile; absent where there is none, or nobody to edit it. */
  reread?(): Promise<Obtained>;
}

/** The answers of a file, of a person, or of both: what the file lacks is asked. */
export async function obtainAnswers(
  path: string | undefined,
  toolbox: Toolbox,
  keeper?: AnswersKeeper,
): Promise<Obtained> {
  const { reporter, prompter } = toolbox;
  if (path === undefined) {
    if (prompter === undefined) throw noAnswers();
    const other = say.language.code === 'en' ? 'zh' : 'en';
    reporter.say(say.language.switch({ command: toolbox.command(['--lang', other], defaultAnswersFile) }), 'faint');
    reporter.say(say.session.obtain.what, 'heading');
    reporter.say(say.session.obtain.safe, 'faint');
    return converse({}, {}, toolbox, keeper);
  }
  const parsed = await readAnswers(path, toolbox);
  if ('answers' in parsed) {
    // Whoever expected questions sees why there are none.
    if (prompter !== undefined) reporter.say(say.session.obtain.from({ path }), 'faint');
    const open = prompter === undefined ? [] : askedWhereAbsent.filter((key) => parsed.answers[key] === undefined);
    if (open.length > 0) return askFor(open, parsed.answers, path, toolbox, keeper);
    if (prompter === undefined) return { ...parsed, path };
    const obtained: Obtained = {
      ...parsed,
      path,
      reread: () => obtainAnswers(path, toolbox, keeper),
      again: () => change(new Scene({ ...toolbox, prompter }, { ...parsed.answers }), obtained, keeper),
    };
    return obtained;
  }
  const { problems, raw } = parsed;
  const isJustIncomplete = raw !== undefined && problems.every(({ missing }) => missing);
  if (!isJustIncomplete || prompter === undefined) throw refuseAnswers(path, problems);
  const absent = askedWhereAbsent.filter((key) => raw[key] === undefined);
  return askFor([...problems.map((problem) => problem.path), ...absent], raw, path, toolbox, keeper);
}

/** Keys that a file may leave out, and that matter so much that whoever can be asked is. */
const askedWhereAbsent = ['hostCredentials', 'detection'] as const;

function askFor(
  missing: readonly string[],
  given: Draft,
  path: string,
  toolbox: Toolbox,
  keeper: AnswersKeeper | undefined,
): Promise<Obtained> {
  toolbox.reporter.say(say.session.obtain.leavesOut({ path, keys: listed(missing) }), 'heading');
  const only = (row: Row) => isAccess(row) || missing.some((key) => isPartOf(row.key, key));
  return converse(given, { only }, toolbox, keeper);
}

function noAnswers(): AnswersError {
  return new AnswersError(say.session.obtain.none, { hint: say.session.obtain.noneHint });
}

async function converse(
  given: Draft,
  round: Round,
  toolbox: Toolbox,
  keeper: AnswersKeeper | undefined,
): Promise<Obtained> {
  const { prompter } = toolbox;
  if (prompter === undefined) throw noAnswers();
  const scene = new Scene({ ...toolbox, prompter }, { version: 1, ...given });
  keeper?.watch(() => scene.answers);
  if (round.only !== undefined) await recallPair(scene);
  await ask(questions, scene, round);
  return judge(scene, keeper);
}

/** The schema judges what was asked as it judges a file. */
function judge(scene: Scene, keeper: AnswersKeeper | undefined): Obtained {
  const parsed = parseAnswers(JSON.stringify(scene.answers));
  if (!('answers' in parsed)) throw refuseAnswers(say.session.answers.asked, parsed.problems);
  const obtained: Obtained = { ...parsed, again: () => change(scene, obtained, keeper) };
  return obtained;
}

/** One answer anew, with those that go with it. */
async function change(scene: Scene, before: Obtained, keeper: AnswersKeeper | undefined): Promise<Obtained> {
  const only = await pickChange(questions, scene);
  if (only === undefined) return before;
  keeper?.watch(() => scene.answers);
  await ask(questions, scene, { only });
  return judge(scene, keeper);
}

/** The keys that everything else is asked with; only where there are none. */
function isAccess({ key }: Row): boolean {
  return key === 'TENCENTCLOUD_SECRET_ID' || key === 'TENCENTCLOUD_SECRET_KEY';
}

function isPartOf(key: string, whole: string): boolean {
  return key === whole || key.startsWith(`${whole}[`) || key.startsWith(`${whole}.`);
}
