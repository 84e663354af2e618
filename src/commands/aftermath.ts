import { CancelledError } from '../errors.js';
import type { Target } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import type { PlannedOperation } from '../plan/build.js';
import { keepAnswers } from './keep-answers.js';
import type { Obtained } from './obtain.js';
import type { Toolbox } from './toolbox.js';

/** How many changes were made on each target so far. */
type Tally = Map<Target, number>;

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
    readonly made: Tally;
    readonly live: LivePair;
    readonly obtained: Obtained;
  },
  toolbox: Toolbox,
): Promise<void> {
  const { reporter } = toolbox;
  const targets = [...new Set(plan.filter(({ changes }) => changes.length > 0).map(({ target }) => target))];
  const rows = targets.map((target) => {
    const all = plan.filter((one) => one.target === target).reduce((sum, { changes }) => sum + changes.length, 0);
    // A change can call for another one that the plan could not foresee.
    return { target, all: Math.max(all, made.get(target) ?? 0), done: made.get(target) ?? 0 };
  });
  const isDone = rows.every(({ all, done }) => done >= all);
  reporter.say('');
  reporter.say(
    error instanceof CancelledError ? 'Stopped, as you asked. What stands now:' : 'What stands now:',
    'heading',
  );
  for (const { target, all, done } of rows) {
    reporter.say(`  ${live.label(target).padEnd(16)}${done} of ${all} changes made`);
  }
  if (rows.length > 0) {
    reporter.say(
      `  ${isDone ? 'All changes were made; only the failover drills have not run yet.' : 'No change is half made, and what was replaced is kept in /var/lib/ha-setup/backups.'}`,
    );
  }
  const path = await keepAnswers(obtained, toolbox);
  reporter.say(`To go on from here: ${toolbox.command([], path)}`, 'heading');
}
