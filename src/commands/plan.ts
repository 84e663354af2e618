import type { PlanOptions } from '../cli/plan.js';
import type { Ipv4 } from '../cluster/ids.js';
import { say } from '../messages/say.js';
import { changeOutageSeconds, isMechanismChange } from '../operations/mechanism-change.js';
import type { LivePair } from '../pair/live-pair.js';
import { countChanges, type PlannedOperation } from '../plan/build.js';
import { describe } from '../plan/describe.js';
import { formatPlan, formatRevisions, type PlanFormat, type PlanLine } from '../plan/format.js';
import { findRevisions, type Revision } from '../plan/revisions.js';
import type { Reporter, Tone } from '../ports/reporter.js';
import { readSpec } from './answers.js';
import { preflight } from './preflight.js';
import { type Prepared, prepare } from './prepare.js';
import type { Retirement } from './replace.js';
import type { Toolbox } from './toolbox.js';

export const planTones: Readonly<Record<PlanLine['kind'], Tone>> = {
  heading: 'heading',
  change: 'plain',
  revision: 'warning',
  money: 'warning',
  ok: 'faint',
  add: 'add',
  remove: 'remove',
  context: 'faint',
};

/** Prints what a run would do and writes nothing, on the hosts or in the cloud. */
export async function planOnly(
  options: Pick<PlanOptions, 'verbose' | 'allowOpen'> & { readonly answers: string },
  toolbox: Toolbox,
): Promise<void> {
  const prepared = await preparePlan(options.answers, options, toolbox);
  try {
    showPrepared(prepared, options, toolbox);
    if (toolbox.json) toolbox.printResult(toPlanResult(prepared));
  } finally {
    await prepared.close();
  }
}

/**
 * Reads, checks and plans the pair of an answers file.
 * @param vip instead of the one that the answers name or leave to be chosen
 */
export async function preparePlan(
  answers: string,
  { allowOpen }: Pick<PlanOptions, 'allowOpen'>,
  toolbox: Toolbox,
  vip?: Ipv4,
): Promise<Prepared> {
  const spec = await readSpec(answers, toolbox);
  const asked = vip === undefined ? spec : { ...spec, vip };
  const checked = await toolbox.waiting(say.session.reading, () =>
    preflight(asked, toolbox, { answers, prove: false, allowOpen }),
  );
  return prepare(checked, toolbox);
}

/** The whole plan, with every file as a diff. */
export function showPrepared(
  { plan, live, retirement }: Prepared,
  { verbose }: { readonly verbose: boolean },
  toolbox: Toolbox,
): void {
  if (retirement) showRetirement(retirement, toolbox);
  showPlan(plan, live, toolbox.reporter, { diffs: true, limit: verbose ? Infinity : 40 });
}

/** What becomes of a host that is no longer in the pair. */
export function showRetirement({ plan, label }: Retirement, { reporter }: Toolbox): void {
  for (const { kind, text } of formatPlan(plan, () => say.session.plan.gone({ host: label }), {
    diffs: false,
    limit: 0,
  }))
    reporter.say(text, planTones[kind]);
}

export function showPlan(
  plan: readonly PlannedOperation[],
  live: LivePair,
  reporter: Reporter,
  options: PlanFormat,
): void {
  for (const { kind, text } of formatRevisions(findRevisions(live.view()))) reporter.say(text, planTones[kind]);
  for (const { kind, text } of formatPlan(plan, (target) => live.label(target), options))
    reporter.say(text, planTones[kind]);
  if (isMechanismChange(live.view())) {
    const { vip } = live.view().topology;
    reporter.say(say.havip.outage({ vip, seconds: changeOutageSeconds(live.view()) }), 'warning');
  }
  const count = countChanges(plan);
  reporter.say(count === 0 ? say.session.plan.nothing : say.session.plan.changes({ count }), 'heading');
}

/** What `ha-setup plan --json` prints. */
export interface PlanResult {
  readonly cluster: string;
  readonly vip: string;
  readonly revisions: readonly Revision[];
  /** Where the VIP keeps its address and changes its mechanism: for about how long nothing answers there. */
  readonly outageSeconds?: number;
  readonly changes: readonly { readonly target: string; readonly kind: string; readonly what: string }[];
}

export function toPlanResult({ plan, live }: Prepared): PlanResult {
  return {
    cluster: live.spec.cluster,
    vip: live.view().topology.vip,
    revisions: findRevisions(live.view()),
    ...(isMechanismChange(live.view()) && { outageSeconds: changeOutageSeconds(live.view()) }),
    changes: plan.flatMap(({ target, changes }) =>
      changes.map((change) => ({
        target: target === 'cloud' ? target : live.label(target),
        kind: change.kind,
        what: describe(change),
      })),
    ),
  };
}
