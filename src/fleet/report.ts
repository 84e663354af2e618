import type { Toolbox } from '../commands/toolbox.js';
import { CancelledError, exitCodes, VerificationError } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { SaidLine } from '../ports/pair-lines.js';
import { type Column, renderTable } from '../text/table.js';
import { formatDuration } from '../text/time.js';
import { type Outcome, PairsError, type Summary, statusTones } from './outcome.js';

/** How a command's outcomes are told of. */
export interface Telling {
  /** The command, as it is typed. */
  readonly words: readonly string[];
  summarise(outcome: Outcome): Summary;
  /** What a reader has to know of a pair beside its row; nothing where all is well. */
  details(outcome: Outcome): readonly SaidLine[];
}

const nothing: Summary = { status: 'ok', active: null, vip: null, findings: '', outageMs: null };

/** A summary of a command's result, or of why there is none. */
export function summariseResult<R>(of: (result: R) => Summary): (outcome: Outcome) => Summary {
  return ({ result, failure }) => {
    const summary = result === undefined ? nothing : of(result as R);
    if (failure === undefined) return summary;
    const status = failure instanceof CancelledError ? 'stopped' : 'failed';
    const isFound = failure instanceof VerificationError && result !== undefined;
    const [first = ''] = failure.message.split('\n');
    return { ...summary, status, findings: isFound ? summary.findings : first.replace(/:$/, '') };
  };
}

/** What there is to know of each pair, then the table of all. Throws PairsError where one of them did not come out well. */
export function reportAll(outcomes: readonly Outcome[], telling: Telling, toolbox: Toolbox): void {
  const { reporter, canvas } = toolbox;
  for (const outcome of outcomes) showPair(outcome, telling, toolbox);
  reporter.say('');
  for (const { text, tone } of pairTable(outcomes, telling, canvas().width)) reporter.say(text, tone);
  if (outcomes.some(({ exitCode }) => exitCode !== exitCodes.ok)) throw new PairsError(outcomes);
}

function showPair(outcome: Outcome, { words, details }: Telling, { reporter, command }: Toolbox): void {
  const { member, failure } = outcome;
  const lines = details(outcome);
  if (lines.length === 0 && failure === undefined) return;
  reporter.say('');
  reporter.say(member.label === member.path ? member.path : say.fleet.pair(member), 'heading');
  for (const { text, tone } of lines) reporter.say(`  ${text}`, tone);
  if (failure === undefined) return;
  const { where, hint } = failure;
  const place = where === undefined || failure.message.includes(where) ? '' : `${where}: `;
  for (const line of `${place}${failure.message}`.split('\n')) reporter.say(`  ${line}`, 'bad');
  if (hint !== undefined) reporter.say(`    → ${hint}`);
  reporter.say(`  ${say.fleet.goOn({ command: command(words, member.path) })}`);
}

function columns(): readonly Column[] {
  const { pair, active, findings, outage } = say.fleet.columns;
  return [
    { title: '', narrow: 'keep' },
    ...[pair, active, 'VIP', findings].map((title) => ({ title })),
    { title: outage, align: 'right' },
  ];
}

/** One row for each pair. */
export function pairTable(
  outcomes: readonly Outcome[],
  { summarise }: Pick<Telling, 'summarise'>,
  width: number,
): readonly SaidLine[] {
  const summaries = outcomes.map(summarise);
  const rows = summaries.map(({ status, active, vip, findings, outageMs }, index) => [
    say.fleet.status[status],
    outcomes[index]?.member.label ?? '',
    active ?? '-',
    vip ?? '-',
    findings,
    outageMs === null ? '-' : formatDuration(outageMs),
  ]);
  const [head = '', ...lines] = renderTable(columns(), rows, { width, indent: 2 });
  return [
    { text: head, tone: 'faint' },
    ...lines.map((text, index): SaidLine => ({ text, tone: statusTones[summaries[index]?.status ?? 'ok'] })),
    { text: countStatuses(summaries), tone: 'heading' },
  ];
}

function countStatuses(summaries: readonly Summary[]): string {
  const statuses = [...new Set(summaries.map(({ status }) => status))];
  const counts = statuses.map(
    (one) => `${say.fleet.status[one]} ${summaries.filter(({ status }) => status === one).length}`,
  );
  return say.fleet.counted({ count: summaries.length, statuses: listed(counts) });
}
