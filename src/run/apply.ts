import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { HostError } from '../errors.js';
import type { Change, Diff, Target } from '../operations/change.js';
import { describe } from '../plan/describe.js';
import { stages } from '../plan/stages.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { HostPort } from '../ports/host.js';
import type { Lane, Outcome, Reporter, TaskView } from '../ports/reporter.js';
import { applyCloudChange } from './apply-cloud.js';
import { applyHostChange } from './apply-host.js';
import { applyCloudRemoval, applyHostRemoval } from './apply-removal.js';
import type { Interrupt } from './interrupt.js';
import type { Session } from './session.js';

/** What a run works on: its ports, and facts that can be read again. */
export interface World<V> {
  readonly spec: ClusterSpec;
  readonly startedAt: Date;
  readonly ports: {
    readonly cloud: CloudPort;
    readonly hosts: Partial<Readonly<Record<NodeName, HostPort>>>;
    readonly reporter: Reporter;
    readonly clock: Clock;
    /** Says when to stop between two changes; absent where nobody can. */
    readonly interrupt?: Interrupt;
  };
  view(): V;
  label(target: Target): string;
  freshen(target: Target): Promise<void>;
  refresh(target: Target): Promise<void>;
}

interface Comparison<V> {
  readonly title: string;
  readonly target: Target;
  diff(view: V): Diff;
}

export interface StageOf<V> {
  readonly title: string;
  readonly lanes: readonly (readonly Comparison<V>[])[];
}

/** Makes one change; with what it calls, the only code of the program that changes anything by plan. */
async function apply<V>(change: Change, world: World<V>, view: TaskView): Promise<void> {
  const { ports, spec } = world;
  switch (change.kind) {
    case 'vip.assign':
    case 'vip.describe':
    case 'eip.allocate':
    case 'eip.associate':
    case 'rule.add':
      return applyCloudChange(change, spec, ports);
    case 'vip.unassign':
    case 'eip.disassociate':
    case 'eip.release':
      return applyCloudRemoval(change, spec, ports);
    default: {
      const stamp = world.startedAt.toISOString().replace(/[:.]/g, '-');
      const host = ports.hosts[change.node];
      if (host === undefined) throw new Error(`nothing can be planned for ${change.node}, which is out of reach`);
      const told = { onLine: view.output, onStep: view.step };
      const context = { host, label: world.label(change.node), stamp, clock: ports.clock, ...told };
      return isRemoval(change) ? applyHostRemoval(change, context) : applyHostChange(change, context);
    }
  }
}

type HostRemovalKind = Parameters<typeof applyHostRemoval>[0]['kind'];
const removals = {
  ...{ 'service.stop': true, 'service.disable': true, 'hooks.stop': true, 'file.remove': true, 'file.restore': true },
  ...{ 'package.remove': true, 'firewall.close': true, 'traces.remove': true },
} as const satisfies Record<HostRemovalKind, true>;

function isRemoval<C extends Change>(change: C): change is Extract<C, { kind: HostRemovalKind }> {
  return change.kind in removals;
}

/** Runs the whole set-up, as applyStages does. */
export function applyAll(session: Session, onChange?: (target: Target) => void): Promise<number> {
  return applyStages(stages(session.view()), session, onChange);
}

/**
 * Runs all stages, each operation compared with fresh facts just before it acts. Returns how many changes were made.
 * @param onChange told of each change once it is made
 * @throws CancelledError where Ctrl-C asked for an end between two changes
 */
export async function applyStages<V>(
  list: readonly StageOf<V>[],
  world: World<V>,
  onChange?: (target: Target) => void,
): Promise<number> {
  let changed = 0;
  const count = (target: Target) => {
    changed += 1;
    onChange?.(target);
  };
  for (const { title, lanes } of list) {
    await world.ports.reporter.work(
      title,
      lanes.map((operations) => toLane(operations, world, count)),
    );
  }
  return changed;
}

function toLane<V>(operations: readonly Comparison<V>[], world: World<V>, count: (target: Target) => void): Lane {
  const targets = [...new Set(operations.map(({ target }) => world.label(target)))];
  return {
    title: targets.length > 1 ? 'both hosts' : (targets[0] ?? ''),
    tasks: operations.map((operation) => ({
      title: targets.length > 1 ? `${operation.title} on ${world.label(operation.target)}` : operation.title,
      run: (view) => perform(operation, world, view, count),
    })),
  };
}

/** How often one operation may lose its connection and go on. */
const maxLosses = 2;

/** A change that was cut off is not just made again: the operation looks at what is there and does what is left. */
async function perform<V>(
  operation: Comparison<V>,
  world: World<V>,
  view: TaskView,
  count: (target: Target) => void,
): Promise<Outcome> {
  for (let losses = 0; ; losses += 1) {
    try {
      return await converge(operation, world, view, count);
    } catch (error) {
      if (!(error instanceof HostError && error.kind === 'lost') || losses === maxLosses) throw error;
      view.step('the connection was lost: logging in again, to see what is left to do');
      await world.refresh(operation.target);
    }
  }
}

async function converge<V>(
  operation: Comparison<V>,
  world: World<V>,
  view: TaskView,
  count: (target: Target) => void,
): Promise<Outcome> {
  const { interrupt } = world.ports;
  interrupt?.check();
  await world.freshen(operation.target);
  const diff = operation.diff(world.view());
  if ('ok' in diff) return { status: 'ok', note: diff.ok };
  for (const change of diff.changes) {
    interrupt?.check();
    view.step(describe(change));
    let ending = '';
    const tell = () => {
      ending = 'stopping after this change, Ctrl-C again stops at once: ';
      view.step(`${ending}${describe(change)}`);
    };
    const making = () => apply(change, world, { ...view, output: (line) => view.output(`${ending}${line}`) });
    await (interrupt === undefined ? making() : interrupt.telling(tell, making));
    count(operation.target);
  }
  // Other lanes look at this target's facts too: an EIP's id is part of the hosts' files.
  await world.refresh(operation.target);
  const [first] = diff.changes;
  return { status: 'changed', note: diff.changes.length === 1 ? describe(first) : `${diff.changes.length} changes` };
}
