import { isSafeDefault } from '../commands/confirm.js';
import { showPlan, showRetirement } from '../commands/plan.js';
import type { Run } from '../commands/setup.js';
import type { Toolbox } from '../commands/toolbox.js';
import { CancelledError, HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
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
  const { fleet } = say;
  const counts = { changes: total, pairs: changing.length };
  reporter.say('');
  reporter.say(fleet.total(counts), 'heading');
  if (leftOut > 0) reporter.say(fleet.leftOut({ count: leftOut }), 'warning');
  if (yes) return;
  if (prompter === undefined) throw new HaSetupError(fleet.unconfirmed, { hint: fleet.unconfirmedHint });
  const initial = [...runs.values()].every(({ plan, live }) => isSafeDefault(plan, live)) ? 'yes' : 'no';
  const choices = [
    { value: 'yes', cells: [fleet.yes, fleet.yesMeans(counts)] },
    { value: 'no', cells: [fleet.no, fleet.noMeans] },
  ];
  const answer = await prompter.choose({ message: fleet.confirm, choices, initial, canGoBack: false });
  if (answer !== 'yes') throw new CancelledError(fleet.refused);
}

function showRun({ label, path }: GoodMember, { plan, live, retirement, count }: Run, toolbox: Toolbox): void {
  if (count === 0) return;
  toolbox.reporter.say('');
  toolbox.reporter.say(say.fleet.pair({ label, path }), 'heading');
  if (retirement) showRetirement(retirement, toolbox);
  showPlan(plan, live, toolbox.reporter, { diffs: false, limit: 0 });
}
