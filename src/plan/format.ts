import { say } from '../messages/say.js';
import type { FileChange, Target } from '../operations/change.js';
import { diffFile } from '../text/file-diff.js';
import { displayWidth, padEnd } from '../text/width.js';
import type { PlannedOperation } from './build.js';
import { describe, octal } from './describe.js';
import { describeRevision, type Revision } from './revisions.js';

/** A diff stands below its change. */
const indent = ' '.repeat(13);

/** Marks a line for the theme to colour; what it says stays readable without colour. */
export interface PlanLine {
  readonly kind: 'heading' | 'revision' | 'change' | 'money' | 'ok' | 'add' | 'remove' | 'context';
  readonly text: string;
}

export interface PlanFormat {
  readonly diffs: boolean;
  /** Lines of one diff that are shown; the rest is counted. */
  readonly limit: number;
}

/**
 * A plan as lines, target by target: every cloud call, every command, every file as a diff. Secrets are masked.
 * @param label how the reader knows a target: an instance's id, "cloud"
 */
export function formatPlan(
  plan: readonly PlannedOperation[],
  label: (target: Target) => string,
  options: PlanFormat,
): readonly PlanLine[] {
  const lines: PlanLine[] = [];
  for (const { target, operations } of byTarget(plan)) {
    lines.push({ kind: 'heading', text: label(target) });
    for (const operation of operations) lines.push(...formatOperation(operation, options));
  }
  return lines;
}

/** What the run changes of the settings that a pair has, as lines of its own: no diff of a file makes that plain. */
export function formatRevisions(revisions: readonly Revision[]): readonly PlanLine[] {
  if (revisions.length === 0) return [];
  return [
    { kind: 'heading', text: say.plan.revisions },
    ...revisions.map((one) => ({ kind: 'revision', text: `  ${describeRevision(one)}` }) as const),
  ];
}

function byTarget(plan: readonly PlannedOperation[]) {
  const targets = [...new Set(plan.map(({ target }) => target))];
  return targets.map((target) => ({ target, operations: plan.filter((one) => one.target === target) }));
}

function formatOperation({ title, changes, ok }: PlannedOperation, options: PlanFormat): readonly PlanLine[] {
  const lines: PlanLine[] = [];
  const { marks } = say.plan;
  const width = Math.max(...Object.values(marks).map(displayWidth)) + 3;
  const marked = (mark: string, text: string) => `  ${padEnd(mark, width)}${text}`;
  if (ok !== undefined) lines.push({ kind: 'ok', text: marked(marks.ok, say.plan.kept({ title, why: ok })) });
  for (const change of changes) {
    const costs = change.kind === 'eip.allocate';
    const mark = costs ? marks.money : marks.change;
    lines.push({ kind: costs ? 'money' : 'change', text: marked(mark, describe(change)) });
    if (options.diffs && change.kind === 'file.write') lines.push(...fold(diffLines(change), options.limit));
  }
  return lines;
}

function fold(lines: readonly PlanLine[], limit: number): readonly PlanLine[] {
  if (lines.length <= limit) return lines;
  const rest: PlanLine = {
    kind: 'context',
    text: indent + say.plan.moreLines({ count: lines.length - limit }),
  };
  return [...lines.slice(0, limit), rest];
}

/** One file's change as a diff. Secrets are masked. */
export function diffLines({ path, before, content, mode, secret }: FileChange): PlanLine[] {
  if (secret) return [{ kind: 'context', text: indent + say.plan.secretFile({ mode: octal(mode) }) }];
  const compared = { path, after: content.reveal(), ...(before && { before: before.reveal() }) };
  return diffFile(compared, 2).map((line) => ({
    kind: line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : 'context',
    text: `${indent}${line}`,
  }));
}
