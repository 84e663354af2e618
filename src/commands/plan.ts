import type { PlanOptions } from '../cli/plan.js';
import type { LivePair } from '../pair/live-pair.js';
import { buildPlan, countChanges, type PlannedOperation } from '../plan/build.js';
import { describe } from '../plan/describe.js';
import { formatPlan, type PlanFormat, type PlanLine } from '../plan/format.js';
import type { Reporter, Tone } from '../ports/reporter.js';
import { readSpec } from './answers.js';
import { preflight } from './preflight.js';
import { openRetirement, type Retirement } from './replace.js';
import type { Toolbox } from './toolbox.js';

export const planTones: Readonly<Record<PlanLine['kind'], Tone>> = {
  heading: 'heading',
  change: 'plain',
  money: 'warning',
  ok: 'faint',
  add: 'add',
  remove: 'remove',
  context: 'faint',
};

/** Prints what a run would do and writes nothing, on the hosts or in the cloud. */
export async function planOnly(options: PlanOptions & { readonly answers: string }, toolbox: Toolbox): Promise<void> {
  const spec = await readSpec(options.answers, toolbox);
  const { live, close } = await toolbox.waiting('Reading the cloud and both hosts', () =>
    preflight(spec, toolbox, { answers: options.answers, prove: false }),
  );
  let retirement: Retirement | undefined;
  try {
    retirement = await openRetirement(live, toolbox);
    if (retirement) showRetirement(retirement, toolbox);
    const plan = buildPlan(live.view());
    showPlan(plan, live, toolbox.reporter, { diffs: true, limit: options.verbose ? Infinity : 40 });
    if (toolbox.json) toolbox.printResult(planResult(plan, live));
  } finally {
    await retirement?.close();
    await close();
  }
}

/** What becomes of a host that is no longer in the pair. */
export function showRetirement({ plan, label }: Retirement, { reporter }: Toolbox): void {
  for (const { kind, text } of formatPlan(plan, () => `${label} (no longer in the pair)`, { diffs: false, limit: 0 }))
    reporter.say(text, planTones[kind]);
}

export function showPlan(
  plan: readonly PlannedOperation[],
  live: LivePair,
  reporter: Reporter,
  options: PlanFormat,
): void {
  for (const { kind, text } of formatPlan(plan, (target) => live.label(target), options))
    reporter.say(text, planTones[kind]);
  const count = countChanges(plan);
  reporter.say(
    count === 0 ? 'Nothing to change.' : `${count} ${count === 1 ? 'change' : 'changes'} in all.`,
    'heading',
  );
}

function planResult(plan: readonly PlannedOperation[], live: LivePair): object {
  return {
    cluster: live.spec.cluster,
    vip: live.view().topology.vip,
    changes: plan.flatMap(({ target, changes }) =>
      changes.map((change) => ({ target: live.label(target), kind: change.kind, what: describe(change) })),
    ),
  };
}
