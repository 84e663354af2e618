import { cloudName } from '../cluster/names.js';
import { CancelledError, CloudError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Change, Target } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import type { PlannedOperation } from '../plan/build.js';
import { padEnd } from '../text/width.js';
import { keepAnswers } from './keep-answers.js';
import type { Obtained } from './obtain.js';
import type { Toolbox } from './toolbox.js';

/** A change that a run has made. */
export interface Made {
  readonly change: Change;
  readonly target: Target;
}

/** After a run that ended early: what is done and what is not, and the command that goes on from there. */
export async function tellState(
  error: unknown,
  {
    plan,
    made,
    live,
    obtained,
  }: {
    readonly plan: readonly PlannedOperation[];
    readonly made: readonly Made[];
    readonly live: LivePair;
    readonly obtained: Obtained;
  },
  toolbox: Toolbox,
): Promise<void> {
  const { reporter } = toolbox;
  const words = say.commands.left;
  const targets = [...new Set(plan.filter(({ changes }) => changes.length > 0).map(({ target }) => target))];
  const rows = targets.map((target) => {
    const all = plan.filter((one) => one.target === target).reduce((sum, { changes }) => sum + changes.length, 0);
    const done = made.filter((one) => one.target === target).length;
    // A change can call for another one that the plan could not foresee.
    return { target, all: Math.max(all, done), done };
  });
  const isDone = rows.every(({ all, done }) => done >= all);
  reporter.say('');
  reporter.say(error instanceof CancelledError ? words.stopped : words.stands, 'heading');
  for (const { target, all, done } of rows) {
    reporter.say(`  ${padEnd(live.label(target), 16)}${words.made({ count: done, all })}`);
  }
  if (rows.length > 0) {
    reporter.say(`  ${isDone ? words.allMade : words.notHalf}`);
  }
  const path = await keepAnswers(obtained, toolbox);
  const cost = await findCost(plan, made, live);
  if (cost !== undefined) {
    reporter.say(cost, 'warning');
    reporter.say(words.giveBack({ command: toolbox.command(['uninstall', '--eip', 'release'], path) }));
  }
  reporter.say(words.goOn({ command: toolbox.command([], path) }), 'heading');
}

/** What this run has ordered that is paid for from now on. */
async function findCost(
  plan: readonly PlannedOperation[],
  made: readonly Made[],
  live: LivePair,
): Promise<string | undefined> {
  const isPlanned = plan.some(({ changes }) => changes.some(({ kind }) => kind === 'eip.allocate'));
  if (!isPlanned) return undefined;
  try {
    // An allocation that failed in the middle may have worked all the same.
    await live.refresh('cloud');
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const isMade = made.some(({ change }) => change.kind === 'eip.allocate');
    const name = cloudName(live.spec.cluster);
    const { namedEipCosts, eipUnknown } = say.commands.left;
    return isMade ? namedEipCosts({ name }) : eipUnknown({ name });
  }
  const { eip } = live.view().topology;
  if (eip === undefined) return undefined;
  return say.commands.left.eipCosts({ eip: eip.id, ip: eip.ip });
}
