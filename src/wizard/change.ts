import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { back, type Choice } from '../ports/prompter.js';
import { getAnswer } from './draft.js';
import type { Row } from './row.js';
import type { Scene } from './scene.js';

/** Answers that go together: a change of the first asks the others too. */
const sharers: Readonly<Record<string, string>> = {
  preferred: 'mode',
  failback: 'mode',
  hostKey: 'hostCredentials',
  HA_SETUP_HOST_SECRET_ID: 'hostCredentials',
  HA_SETUP_HOST_SECRET_KEY: 'hostCredentials',
  TENCENTCLOUD_SECRET_ID: 'credentials',
  TENCENTCLOUD_SECRET_KEY: 'credentials',
};

/** What everything after it depends on: a change asks on from there. */
const roots = ['credentials', 'region'];
/** Other machines are logged in to anew. */
const withLogin = ['nodes'];

export function subjectOf({ key }: Row): string {
  const top = key.split(/[.[]/)[0] ?? key;
  return sharers[top] ?? top;
}

/** Lets a person pick the answer to change. The rows to ask again; undefined where none is. */
export async function pickChange(rows: readonly Row[], scene: Scene): Promise<((row: Row) => boolean) | undefined> {
  const subjects = [...new Set(rows.filter((row) => row.attempt === undefined).map(subjectOf))];
  const choices: Choice[] = subjects.flatMap((subject) => {
    const row = rows.find((one) => subjectOf(one) === subject);
    return row === undefined ? [] : [{ value: subject, cells: [row.message(), showAnswer(scene, subject)] }];
  });
  const none = { value: '', cells: [say.keep.changeNone, say.keep.changeNoneAbout] };
  const picked = await scene.world.prompter.choose({
    message: say.keep.changeWhich,
    choices: [none, ...choices],
    initial: '',
    canGoBack: true,
  });
  if (picked === back || picked === '') return undefined;
  if (roots.includes(picked)) {
    const from = rows.findIndex((row) => subjectOf(row) === picked);
    return (row) => rows.indexOf(row) >= from;
  }
  return (row) => subjectOf(row) === picked || (withLogin.includes(picked) && subjectOf(row) === 'ssh');
}

/** An answer in a few words, as the list has room for. */
function showAnswer(scene: Scene, subject: string): string {
  const value = getAnswer(scene.answers, subject);
  if (value === undefined || typeof value !== 'object' || value === null)
    return value === undefined ? '' : String(value);
  return listed(leaves(value));
}

function leaves(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];
}
