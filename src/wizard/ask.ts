import type { Secret } from '../cluster/secret.js';
import { AnswersError } from '../errors.js';
import { series } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { type Back, back, type Prompter } from '../ports/prompter.js';
import type { Row } from './row.js';
import type { Scene } from './scene.js';

export interface Round {
  /** Keys to ask; all where absent. */
  readonly only?: (row: Row) => boolean;
  /** Starts at the last question that was asked instead of the first one. */
  readonly fromEnd?: boolean;
}

/** Puts the table's questions one after the other, with a way back from each to the one before; the answers end up in the scene. */
export async function ask(rows: readonly Row[], scene: Scene, round: Round = {}): Promise<void> {
  const asked: number[] = [];
  let index = round.fromEnd === true ? rows.length - 1 : 0;
  while (index < rows.length) {
    const row = getRow(rows, index);
    if (round.only?.(row) === false) {
      index += 1;
      continue;
    }
    if (row.when !== undefined && !(await row.when(scene))) {
      forgetAnswer(row, rows, scene);
      index += 1;
      continue;
    }
    if ((await row.attempt?.(scene)) === true) {
      index += 1;
      continue;
    }
    const answer = await put(row, scene, asked.length > 0 || round.fromEnd === true);
    if (answer === back) {
      index = await before(rows, scene, asked, index);
      continue;
    }
    await take(row, answer, scene);
    const retry = await row.settle?.(scene);
    if (retry !== undefined) {
      index = indexOf(rows, retry.from);
      while ((asked.at(-1) ?? -1) >= index) asked.pop();
      continue;
    }
    asked.push(index);
    index += 1;
  }
}

async function put(row: Row, scene: Scene, canGoBack: boolean): Promise<string | Secret | Back> {
  const prompter: Prompter = scene.world.prompter;
  const form = await row.form(scene);
  const isTried = row.settle !== undefined;
  const question = { message: row.message(), canGoBack, isTried, ...(form.help !== undefined && { help: form.help }) };
  if ('hidden' in form) return prompter.hidden(question);
  const initial = form.initial === undefined ? {} : { initial: form.initial };
  if (!('choices' in form)) return prompter.text({ ...question, ...initial, check: form.check });
  if (form.choices.every(({ disabled }) => disabled !== undefined)) {
    throw new AnswersError(say.questions.nothingToChoose({ question: row.message() }), {
      hint: series([...new Set(form.choices.flatMap(({ disabled }) => disabled ?? []))]) || say.questions.noneInRegion,
    });
  }
  return prompter.choose({ ...question, ...initial, choices: form.choices });
}

/** The question before this one: the last that was asked and still applies, else the nearest in the table that does. */
async function before(rows: readonly Row[], scene: Scene, asked: number[], index: number): Promise<number> {
  const applies = async (at: number) => {
    const row = getRow(rows, at);
    return row.attempt === undefined && ((await row.when?.(scene)) ?? true);
  };
  for (let last = asked.pop(); last !== undefined; last = asked.pop()) if (await applies(last)) return last;
  for (let at = index - 1; at > 0; at -= 1) if (await applies(at)) return at;
  return 0;
}

/** An answer that no longer applies must not stay, unless another row of the same key still asks for it. */
function forgetAnswer(row: Row, rows: readonly Row[], scene: Scene): void {
  const isShared =
    row.isShared ??
    rows.some((other) => other !== row && (other.key === row.key || other.key.startsWith(`${row.key}.`)));
  if (!isShared) scene.set(row.key, undefined);
}

/** Puts an answer where it belongs. A secret stays one. */
async function take(row: Row, answer: string | Secret, scene: Scene): Promise<void> {
  if (typeof answer === 'string') {
    if (row.take === undefined) scene.set(row.key, answer);
    else await row.take(answer, scene);
    return;
  }
  if (row.takeSecret === undefined) throw new TypeError(`${row.key} is asked for hidden and has no place for a secret`);
  await row.takeSecret(answer, scene);
}

function indexOf(rows: readonly Row[], key: string): number {
  return rows.findIndex((row) => row.key === key);
}

function getRow(rows: readonly Row[], index: number): Row {
  const row = rows[index];
  if (row === undefined) throw new RangeError(`there is no question ${index}`);
  return row;
}
