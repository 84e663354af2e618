import { isInUse } from '../commands/confirm.js';
import { showPlan, showRetirement } from '../commands/plan.js';
import type { Run } from '../commands/setup.js';
import type { Toolbox } from '../commands/toolbox.js';
import { CancelledError, HaSetupError } from '../errors.js';
import type { GoodMember } from './members.js';

/** The pairs that are ready to be changed. */
export type Runs = Map<GoodMember, Run>;

/**
 * Shows all plans and asks for one yes.
 * @param leftOut how many pairs failed their checks
 * @throws CancelledError where it is refused
 */
export async function confirmAll(
  runs: Runs,
  leftOut: number,
  { yes }: { readonly yes: boolean },
  toolbox: Toolbox,
): Promise<void> {
  const { reporter, prompter } = toolbox;
  for (const [member, run] of runs) showRun(member, run, toolbox);
  const changing = [...runs.values()].filter(({ count }) => count > 0);
  if (changing.length === 0) return;
  const total = changing.reduce((sum, { count }) => sum + count, 0);
  const changes = total === 1 ? '1 change' : `${total} changes`;
  const pairs = changing.length === 1 ? '1 pair' : `${changing.length} pairs`;
  reporter.say('');
  reporter.say(`${changes} in all, on ${pairs}.`, 'heading');
  if (leftOut > 0) {
    reporter.say(`${leftOut === 1 ? '1 pair is' : `${leftOut} pairs are`} left out: see its line above.`, 'warning');
  }
  if (yes) return;
  if (prompter === undefined) {
    throw new HaSetupError('these changes need confirmation, and there is no terminal to ask on', {
      hint: 'look at them with ha-setup plan and the same --answers, then run again with --yes',
    });
  }
  const initial = [...runs.values()].some(({ live }) => isInUse(live)) ? 'no' : 'yes';
  const choices = [
    { value: 'yes', cells: ['yes', `make ${changes} on ${pairs}`] },
    { value: 'no', cells: ['no', 'change nothing and leave'] },
  ];
  const answer = await prompter.choose({ message: 'Make these changes?', choices, initial, canGoBack: false });
  if (answer !== 'yes') throw new CancelledError('nothing was changed');
}

function showRun({ label, path }: GoodMember, { plan, live, retirement, count }: Run, toolbox: Toolbox): void {
  if (count === 0) return;
  toolbox.reporter.say('');
  toolbox.reporter.say(`${label} (${path})`, 'heading');
  if (retirement) showRetirement(retirement, toolbox);
  showPlan(plan, live, toolbox.reporter, { diffs: false, limit: 0 });
}
