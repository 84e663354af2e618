import type { Change } from '../operations/change.js';
import type { Operation } from '../operations/operation.js';
import { describe } from '../plan/describe.js';
import { stages } from '../plan/stages.js';
import type { Lane, Outcome, TaskView } from '../ports.js';
import { applyCloudChange } from './apply-cloud.js';
import { applyHostChange } from './apply-host.js';
import type { Session } from './session.js';

/** Makes one change; with what it calls, the only code of the program that changes anything by plan. */
async function apply(change: Change, session: Session, onLine: (line: string) => void): Promise<void> {
  switch (change.kind) {
    case 'vip.assign':
    case 'vip.describe':
    case 'eip.allocate':
    case 'eip.associate':
      return applyCloudChange(change, session.spec, session.ports);
    default: {
      const stamp = session.startedAt.toISOString().replace(/[:.]/g, '-');
      const host = session.ports.hosts[change.node];
      return applyHostChange(change, {
        host,
        label: session.label(change.node),
        stamp,
        onLine,
        clock: session.ports.clock,
      });
    }
  }
}

/** Runs all stages, each operation compared with fresh facts just before it acts. Returns how many changes were made. */
export async function applyAll(session: Session): Promise<number> {
  let changed = 0;
  for (const { title, lanes } of stages(session.view())) {
    await session.ports.reporter.work(
      title,
      lanes.map((operations) => toLane(operations, session, () => changed++)),
    );
  }
  return changed;
}

function toLane(operations: readonly Operation[], session: Session, count: () => void): Lane {
  const targets = [...new Set(operations.map(({ target }) => session.label(target)))];
  return {
    title: targets.length > 1 ? 'both hosts' : (targets[0] ?? ''),
    tasks: operations.map((operation) => ({
      title: targets.length > 1 ? `${operation.title} on ${session.label(operation.target)}` : operation.title,
      run: (view) => perform(operation, session, view, count),
    })),
  };
}

async function perform(operation: Operation, session: Session, view: TaskView, count: () => void): Promise<Outcome> {
  await session.freshen(operation.target);
  const diff = operation.diff(session.view());
  if ('ok' in diff) return { status: 'ok', note: diff.ok };
  for (const change of diff.changes) {
    view.step(describe(change));
    await apply(change, session, view.output);
    count();
  }
  // Other lanes look at this target's facts too: an EIP's id is part of the hosts' files.
  await session.refresh(operation.target);
  const [first] = diff.changes;
  return { status: 'changed', note: diff.changes.length === 1 ? describe(first) : `${diff.changes.length} changes` };
}
