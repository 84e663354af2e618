import type { SetupOptions } from '../cli/setup.js';
import type { DrillResult } from '../drills/drill.js';
import { HaSetupError } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Change, Target } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import { buildPlan } from '../plan/build.js';
import { applyAll } from '../run/apply.js';
import { type Made, tellState } from './aftermath.js';
import { confirmPlan } from './confirm.js';
import { offerAnswers } from './keep-answers.js';
import type { AnswersKeeper } from './keeper.js';
import { whileLocked } from './locked.js';
import type { Obtained } from './obtain.js';
import { showRetirement } from './plan.js';
import { type Prepared, prepare } from './prepare.js';
import { prove, wantsDrills } from './prove.js';
import { preflightWithRetries } from './recover.js';
import { showNext, showReport, toSetupResult } from './report.js';
import type { Toolbox } from './toolbox.js';

/** A pair that is ready for its changes, or for its proof where it needs none. */
export interface Run extends Prepared {
  readonly obtained: Obtained;
  readonly options: SetupOptions;
}

/** One run with these answers. Others, where a person went back from the plan to change one. */
export async function runOnce(
  obtained: Obtained,
  options: SetupOptions,
  keeper: AnswersKeeper,
  toolbox: Toolbox,
): Promise<Obtained | undefined> {
  const run = await prepareRun(obtained, options, toolbox);
  try {
    if ((await confirmRun(run, toolbox)) === 'change') return (await run.obtained.again?.()) ?? run.obtained;
    keeper.end();
    await finishRun(run, toolbox);
  } finally {
    await run.close();
  }
  showNext(await offerAnswers(run.obtained, toolbox), toolbox);
  return undefined;
}

/** Checks and plans; nothing is changed. Throws ChecksFailedError where nobody can be asked what to do about it. */
export async function prepareRun(first: Obtained, options: SetupOptions, toolbox: Toolbox): Promise<Run> {
  const { obtained, ...checked } = await preflightWithRetries(first, options, toolbox);
  const prepared = await prepare(checked, toolbox);
  // The host that stays is serving: failing it over is for whoever asks for it.
  const asked = prepared.retirement === undefined ? options : { drill: false, ...options };
  return { ...prepared, obtained, options: asked };
}

/** Makes the changes, proves the result and tells of it. */
export async function finishRun(run: Run, toolbox: Toolbox): Promise<void> {
  const { changed, drills } = await carryOut(run, toolbox);
  showReport(run.live, drills, toolbox);
  if (toolbox.json) toolbox.printResult(toSetupResult(run.live, changed, drills));
}

async function confirmRun(
  { live, obtained, retirement, plan, count, options }: Run,
  toolbox: Toolbox,
): Promise<'yes' | 'change'> {
  if (count === 0) {
    toolbox.reporter.say(say.session.plan.asIs, 'good');
    return 'yes';
  }
  if (retirement) showRetirement(retirement, toolbox);
  return confirmPlan(plan, live, { yes: options.yes, answers: obtained.path }, toolbox);
}

interface Done {
  readonly changed: number;
  readonly drills: readonly DrillResult[];
}

/** Makes the changes and proves the result, while no other run may change the pair. */
async function carryOut(run: Run, toolbox: Toolbox): Promise<Done> {
  const { live, obtained } = run;
  const made: Made[] = [];
  const finish = async (): Promise<Done> => {
    const changed = await applyRun(run, (change, target) => void made.push({ change, target }));
    return { changed, drills: await prove(live, run.options, changed, toolbox) };
  };
  const isReadOnly = run.count === 0 && !wantsDrills(live, run.options);
  const work = () => (isReadOnly ? finish() : whileLocked(live.spec, live.ports.hosts, toolbox, finish));
  return toolbox.interrupt.guard(work).catch(async (error: unknown) => {
    await tellState(error, { plan: run.plan, made, live, obtained }, toolbox);
    throw error;
  });
}

/** The host that leaves goes first: its VIP is handed over. Returns how many changes were made. */
async function applyRun(
  { live, retirement, count }: Run,
  onChange: (change: Change, target: Target) => void,
): Promise<number> {
  const retired = (await retirement?.carryOut()) ?? 0;
  if (retirement) await live.refresh('cloud');
  if (count === 0) return 0;
  const changed = await applyAll(live, onChange);
  await verifyConverged(live);
  return retired + changed;
}

/** A plan over fresh facts must be empty now; what it still lists did not take. */
async function verifyConverged(live: LivePair): Promise<void> {
  await live.refreshAll();
  const left = buildPlan(live.view()).filter(({ changes }) => changes.length > 0);
  if (left.length === 0) return;
  const what = listed(left.map(({ target, title }) => say.session.converge.place({ title, host: live.label(target) })));
  throw new HaSetupError(say.session.converge.missing({ what }), {
    hint: say.session.converge.missingHint,
  });
}
