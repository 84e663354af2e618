import { nodeNames } from '../cluster/nodes.js';
import { DeclinedError, HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { FileChange } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import { countChanges, type PlannedOperation } from '../plan/build.js';
import { describe } from '../plan/describe.js';
import { diffLines } from '../plan/format.js';
import { summarise } from '../plan/summary.js';
import type { Choice, Prompter } from '../ports/prompter.js';
import { planTones, showPlan } from './plan.js';
import type { Toolbox } from './toolbox.js';

/** Shows the plan and asks for its one yes, or for a change of the answers. Throws DeclinedError where that is refused. */
export async function confirmPlan(
  plan: readonly PlannedOperation[],
  live: LivePair,
  { yes, answers }: { readonly yes: boolean; readonly answers: string | undefined },
  toolbox: Toolbox,
): Promise<'yes' | 'change'> {
  const { reporter, prompter } = toolbox;
  showPlan(plan, live, reporter, { diffs: false, limit: 0 });
  if (yes) return 'yes';
  if (prompter === undefined) {
    throw new HaSetupError(say.session.plan.unconfirmed, {
      hint: say.session.plan.unconfirmedHint({ command: toolbox.command(['plan'], answers) }),
    });
  }
  for (const line of summarise(plan, (target) => live.label(target))) reporter.say(line, 'heading');
  const files = plan.flatMap(({ changes }) => changes.filter((change) => change.kind === 'file.write'));
  const words = say.session.plan;
  const choices: readonly Choice[] = [
    {
      value: 'yes',
      cells: [words.yes, words.yesNote({ count: countChanges(plan) })],
    },
    { value: 'no', cells: [words.no, words.noNote] },
    { value: 'change', cells: [words.back, words.backNote] },
    ...(files.length > 0 ? [{ value: 'open', cells: [words.open, words.openNote] }] : []),
  ];
  for (;;) {
    const initial = isSafeDefault(plan, live) ? 'yes' : 'no';
    const answer = await prompter.choose({ message: words.question, choices, initial, canGoBack: false });
    if (answer === 'yes' || answer === 'change') return answer;
    if (answer !== 'open') throw new DeclinedError(say.session.unchanged);
    await openDiffs(files, live, prompter, toolbox);
  }
}

/** What serves already, or was written by somebody else, is not changed by a thoughtless Enter; nor is anything ordered that costs money. */
export function isSafeDefault(plan: readonly PlannedOperation[], live: LivePair): boolean {
  const isInUse = nodeNames.some((node) => {
    const { service, keepalived, sampleConfig } = live.view().hosts[node];
    return service.active || (keepalived?.managed === false && !sampleConfig);
  });
  return !isInUse && !plan.some(({ changes }) => changes.some(({ kind }) => kind === 'eip.allocate'));
}

/** The files as a folded list; the one that is chosen opens below. */
async function openDiffs(files: readonly FileChange[], live: LivePair, prompter: Prompter, { reporter }: Toolbox) {
  let initial = '0';
  for (;;) {
    const choices = files.map((file, index) => {
      const lines = diffLines(file);
      const [added, removed] = [
        lines.filter(({ kind }) => kind === 'add'),
        lines.filter(({ kind }) => kind === 'remove'),
      ];
      return {
        value: `${index}`,
        cells: [file.path, live.label(file.node), `+${added.length}`, `-${removed.length}`],
      };
    });
    const message = say.session.plan.whichFile;
    const answer = await prompter.choose({ message, choices, initial, canGoBack: true });
    const file = typeof answer === 'string' ? files[Number(answer)] : undefined;
    if (file === undefined) return;
    initial = String(answer);
    reporter.say(say.session.plan.fileOn({ what: describe(file), host: live.label(file.node) }), 'heading');
    for (const { kind, text } of diffLines(file)) reporter.say(text.replace(/^ {13}/, '  '), planTones[kind]);
  }
}
