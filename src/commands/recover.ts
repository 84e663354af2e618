import type { Finding } from '../checks/finding.js';
import type { Group } from '../checks/run.js';
import type { SetupOptions } from '../cli/setup.js';
import { AnswersError, CloudError, DeclinedError, PreflightError } from '../errors.js';
import { say } from '../messages/say.js';
import { describe } from '../plan/describe.js';
import type { PeerRule } from '../ports/cloud.js';
import { back, type Choice, type Prompter } from '../ports/prompter.js';
import type { Tone } from '../ports/reporter.js';
import { applyRule } from '../run/apply-rule.js';
import { padEnd } from '../text/width.js';
import type { Obtained } from './obtain.js';
import { type CheckedPair, ChecksFailedError, preflight } from './preflight.js';
import type { Toolbox } from './toolbox.js';

export interface Checked extends CheckedPair {
  readonly obtained: Obtained;
}

/** Checks all that a run depends on. Where somebody can be asked, a failed check can be repaired and tried again on the spot. */
export async function preflightWithRetries(
  obtained: Obtained,
  { allowOpen }: Pick<SetupOptions, 'allowOpen'>,
  toolbox: Toolbox,
): Promise<Checked> {
  const { reporter, prompter } = toolbox;
  let current = obtained;
  for (;;) {
    const { cluster, region } = current.spec;
    const options = { answers: current.path, prove: true, allowOpen };
    reporter.say(say.session.checks.begin({ cluster, region }), 'heading');
    if (prompter === undefined) {
      return { obtained: current, ...(await preflight(current.spec, toolbox, options)) };
    }
    try {
      const onGroup = (group: Group) => showGroup(group, toolbox);
      return { obtained: current, ...(await preflight(current.spec, toolbox, { ...options, onGroup })) };
    } catch (failure) {
      if (!(failure instanceof PreflightError)) throw failure;
      if (!(failure instanceof ChecksFailedError)) showFailure(failure, toolbox);
      current = await recover(failure, current, prompter, toolbox);
    }
  }
}

const tones: Readonly<Record<Finding['level'], Tone>> = {
  ok: 'plain',
  unproven: 'faint',
  warning: 'warning',
  error: 'bad',
};

function showGroup({ title, findings }: Group, { reporter }: Toolbox): void {
  const failed = findings.some(({ level }) => level === 'error');
  const status = failed ? 'failed' : findings.length > 0 ? 'warning' : 'ok';
  reporter.say(
    `  ${padEnd(say.session.checks.status[status], 8)} ${title}`,
    failed ? 'bad' : findings.length > 0 ? 'warning' : 'good',
  );
  // Warnings are shown once the checks have all passed, or failed.
  for (const { level, where, message, hint } of findings.filter((finding) => finding.level === 'error')) {
    reporter.say(`           ${where === 'cloud' ? '' : `${where}: `}${message}`, tones[level]);
    reporter.say(`           → ${hint}`);
  }
}

function showFailure({ message, hint }: PreflightError, { reporter }: Toolbox): void {
  reporter.say(`  ${padEnd(say.session.checks.status.failed, 8)} ${message}`, 'bad');
  if (hint !== undefined) reporter.say(`           → ${hint}`);
}

/** What to do about a failed check: repair what can be repaired from here, look again, change an answer, or stop. */
async function recover(
  failure: PreflightError,
  obtained: Obtained,
  prompter: Prompter,
  toolbox: Toolbox,
): Promise<Obtained> {
  const rules = failure instanceof ChecksFailedError ? failure.findings.flatMap(({ rule }) => rule ?? []) : [];
  const words = say.session.checks;
  const choices: Choice[] = [
    ...(rules.length > 0 ? [{ value: 'repair', cells: [words.repair, words.repairNote] }] : []),
    { value: 'again', cells: [words.again, words.againNote] },
    ...(obtained.again === undefined ? [] : [{ value: 'change', cells: [words.change, words.changeNote] }]),
    { value: 'stop', cells: [words.stop, say.session.unchanged] },
  ];
  const answer = await prompter.choose({ message: words.question, choices, canGoBack: false });
  if (answer === 'repair') await addRules(rules, obtained, prompter, toolbox);
  if (answer === 'stop' || answer === back) throw new DeclinedError(words.stopped);
  if (answer === 'change' && obtained.again !== undefined) return obtained.again();
  return answer === 'again' ? readAgain(obtained, toolbox) : obtained;
}

/** Who repairs an answers file meanwhile is answered by what it says now. */
async function readAgain(before: Obtained, toolbox: Toolbox): Promise<Obtained> {
  try {
    return (await before.reread?.()) ?? before;
  } catch (failure) {
    if (!(failure instanceof AnswersError)) throw failure;
    toolbox.reporter.say(failure.message, 'bad');
    toolbox.reporter.say(say.keep.stillBefore);
    return before;
  }
}

/** Shows the very rules, and adds them once that is agreed to. */
async function addRules(
  rules: readonly PeerRule[],
  { spec }: Obtained,
  prompter: Prompter,
  { reporter, clock, connectCloud }: Toolbox,
): Promise<void> {
  const words = say.session.checks;
  const changes = rules.map((rule) => ({ kind: 'rule.add', rule }) as const);
  for (const change of changes) reporter.say(`  ${describe(change)}`, 'add');
  if (!(await prompter.confirm(words.addRules({ count: rules.length }), false))) return;
  const cloud = await connectCloud(spec);
  try {
    for (const change of changes) {
      await applyRule(change, spec, { cloud, clock, tell: (line) => reporter.say(`  ${line}`, 'faint') });
      const { group, direction, peerIp } = change.rule;
      reporter.say(
        `  ${words.added({ group, direction: say.checks.securityGroups.lists[direction], peer: peerIp })}`,
        'good',
      );
    }
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    reporter.say(`  ${words.refused({ error: error.message })}`, 'bad');
    if (error.hint !== undefined) reporter.say(`  → ${error.hint}`);
  }
}
