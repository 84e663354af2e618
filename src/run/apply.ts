import { HostError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Change, Diff, Target } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import { describe } from '../plan/describe.js';
import { stages } from '../plan/stages.js';
import type { Lane, Outcome, TaskView } from '../ports/reporter.js';
import { applyChange, type Changing } from './apply-change.js';

interface Comparison<V> {
  readonly title: string;
  readonly target: Target;
  diff(view: V): Diff;
}

export interface StageOf<V> {
  readonly title: string;
  readonly lanes: readonly (readonly Comparison<V>[])[];
}

/** Runs the whole set-up, as applyStages does. */
export function applyAll(pair: LivePair, onChange?: (change: Change, target: Target) => void): Promise<number> {
  return applyStages(stages(pair.view()), pair, onChange);
}

/**
 * Runs all stages, each operation compared with fresh facts just before it acts. Returns how many changes were made.
 * @param onChange told of each change once it is made
 * @throws CancelledError where Ctrl-C asked for an end between two changes
 */
export async function applyStages<V>(
  list: readonly StageOf<V>[],
  pair: Changing<V>,
  onChange?: (change: Change, target: Target) => void,
): Promise<number> {
  let changed = 0;
  const count = (change: Change, target: Target) => {
    changed += 1;
    onChange?.(change, target);
  };
  for (const { title, lanes } of list) {
    await pair.ports.reporter.work(
      title,
      lanes.map((operations) => toLane(operations, pair, count)),
    );
  }
  return changed;
}

function toLane<V>(
  operations: readonly Comparison<V>[],
  pair: Changing<V>,
  count: (change: Change, target: Target) => void,
): Lane {
  const targets = [...new Set(operations.map(({ target }) => pair.label(target)))];
  return {
    title: targets.length > 1 ? say.run.bothHosts : (targets[0] ?? ''),
    tasks: operations.map((operation) => ({
      title:
        targets.length > 1
          ? say.run.on({ title: operation.title, host: pair.label(operation.target) })
          : operation.title,
      run: (view) => perform(operation, pair, view, count),
    })),
  };
}

/** Changes one after the other; files that were not there yet, and that nothing checks, need no order among themselves. */
function sideBySide(changes: readonly Change[]): readonly (readonly Change[])[] {
  const isNew = (change: Change) =>
    change.kind === 'file.write' && change.before === undefined && change.check === undefined;
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.every(isNew) && isNew(change)) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** Throws the first failure, once everything has ended. */
async function allOf(tasks: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') throw result.reason;
}

/** How often one operation may lose its connection and go on. */
const maxLosses = 2;

/** A change that was cut off is not just made again: the operation looks at what is there and does what is left. */
async function perform<V>(
  operation: Comparison<V>,
  pair: Changing<V>,
  view: TaskView,
  count: (change: Change, target: Target) => void,
): Promise<Outcome> {
  for (let losses = 0; ; losses += 1) {
    try {
      return await converge(operation, pair, view, count);
    } catch (error) {
      if (!(error instanceof HostError && error.kind === 'lost') || losses === maxLosses) throw error;
      view.step(say.run.reconnecting);
      await pair.refresh(operation.target);
    }
  }
}

async function converge<V>(
  operation: Comparison<V>,
  pair: Changing<V>,
  view: TaskView,
  count: (change: Change, target: Target) => void,
): Promise<Outcome> {
  const { interrupt } = pair.ports;
  interrupt?.check();
  await pair.freshen(operation.target);
  const diff = operation.diff(pair.view());
  if ('ok' in diff) return { status: 'ok', note: diff.ok };
  const make = async (change: Change) => {
    interrupt?.check();
    view.step(describe(change));
    let isEnding = false;
    const told = (line: string) => (isEnding ? say.run.stopping({ task: line }) : line);
    const tell = () => {
      isEnding = true;
      view.step(told(describe(change)));
    };
    const making = () => applyChange(change, pair, { ...view, output: (line) => view.output(told(line)) });
    await (interrupt === undefined ? making() : interrupt.telling(tell, making));
    count(change, operation.target);
  };
  for (const together of sideBySide(diff.changes)) await allOf(together.map(make));
  // Other lanes look at this target's facts too: an EIP's id is part of the hosts' files.
  await pair.refresh(operation.target);
  const [first] = diff.changes;
  return {
    status: 'changed',
    note: diff.changes.length === 1 ? describe(first) : say.run.changes({ count: diff.changes.length }),
  };
}
