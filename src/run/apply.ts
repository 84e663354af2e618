import type { NodeName } from '../cluster/spec.js';
import { HostError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Change, Diff, Target } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import type { Each } from '../pair/pair.js';
import { describe } from '../plan/describe.js';
import { stages } from '../plan/stages.js';
import type { HostPort } from '../ports/host.js';
import type { Lane, Outcome, TaskView } from '../ports/reporter.js';
import { applyCloudChange } from './apply-cloud.js';
import { applyHaVipChange } from './apply-havip.js';
import { applyHostChange } from './apply-host.js';
import { applyCloudRemoval, applyHostRemoval } from './apply-removal.js';
import { applyRule } from './apply-rule.js';
import { ClientTokens } from './tokens.js';

type AnyHosts = Partial<Each<HostPort>>;
/** A pair that is set up, or one that is taken down. */
type Changing<V> = Pick<
  LivePair<V, AnyHosts>,
  'spec' | 'startedAt' | 'ports' | 'view' | 'label' | 'freshen' | 'refresh'
>;

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
async function apply<V>(change: Change, pair: Changing<V>, view: TaskView): Promise<void> {
  const { ports, spec } = pair;
  const inCloud = { cloud: ports.cloud, clock: ports.clock, tell: view.step };
  switch (change.kind) {
    case 'vip.assign':
    case 'vip.describe':
    case 'eip.allocate':
    case 'eip.associate':
      return applyCloudChange(change, spec, { ...inCloud, tokens: new ClientTokens(getHost(pair, 'a'), ports.clock) });
    case 'rule.add':
      return applyRule(change, spec, inCloud);
    case 'havip.create':
    case 'havip.associate':
    case 'havip.disassociate':
    case 'havip.bind':
    case 'havip.unbind':
    case 'havip.delete':
      return applyHaVipChange(change, spec, { ...inCloud, tokens: findTokens(pair) });
    case 'vip.unassign':
    case 'eip.disassociate':
    case 'eip.release':
      return applyCloudRemoval(change, spec, { ...inCloud, hosts: Object.values(ports.hosts) });
    default: {
      const stamp = pair.startedAt.toISOString().replace(/[:.]/g, '-');
      const host = getHost(pair, change.node);
      const told = { onLine: view.output, onStep: view.step };
      const context = { host, label: pair.label(change.node), stamp, clock: ports.clock, ...told };
      return isRemoval(change) ? applyHostRemoval(change, context) : applyHostChange(change, context);
    }
  }
}

/** On node a, or on its peer where a host of the pair is gone; a pair of which no host is left makes nothing any more. */
function findTokens<V>({ ports }: Changing<V>): ClientTokens | undefined {
  const host = ports.hosts.a ?? ports.hosts.b;
  return host && new ClientTokens(host, ports.clock);
}

function getHost<V>({ ports }: Changing<V>, node: NodeName): HostPort {
  const host = ports.hosts[node];
  if (host === undefined) throw new Error(`nothing can be planned for ${node}, which is out of reach`);
  return host;
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
  for (const change of diff.changes) {
    interrupt?.check();
    view.step(describe(change));
    let isEnding = false;
    const told = (line: string) => (isEnding ? say.run.stopping({ task: line }) : line);
    const tell = () => {
      isEnding = true;
      view.step(told(describe(change)));
    };
    const making = () => apply(change, pair, { ...view, output: (line) => view.output(told(line)) });
    await (interrupt === undefined ? making() : interrupt.telling(tell, making));
    count(change, operation.target);
  }
  // Other lanes look at this target's facts too: an EIP's id is part of the hosts' files.
  await pair.refresh(operation.target);
  const [first] = diff.changes;
  return {
    status: 'changed',
    note: diff.changes.length === 1 ? describe(first) : say.run.changes({ count: diff.changes.length }),
  };
}
