import { peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import type { Change } from '../operations/change.js';
import type { LivePair } from '../pair/live-pair.js';
import type { Each } from '../pair/pair.js';
import type { HostPort } from '../ports/host.js';
import type { TaskView } from '../ports/reporter.js';
import { applyCloudChange } from './apply-cloud.js';
import { applyHaVipChange } from './apply-havip.js';
import { applyHostChange } from './apply-host.js';
import { applyCloudRemoval, applyHostRemoval } from './apply-removal.js';
import { applyRule } from './apply-rule.js';
import { ClientTokens } from './tokens.js';

type AnyHosts = Partial<Each<HostPort>>;
/** A pair that is set up, or one that is taken down. */
export type Changing<V> = Pick<
  LivePair<V, AnyHosts>,
  'spec' | 'startedAt' | 'ports' | 'view' | 'label' | 'freshen' | 'refresh'
>;

/** Makes one change; with what it calls, the only code of the program that changes anything by plan. */
export async function applyChange<V>(change: Change, pair: Changing<V>, view: TaskView): Promise<void> {
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
      return isRemoval(change)
        ? applyHostRemoval(change, context)
        : applyHostChange(change, { ...context, peer: ports.hosts[peerOf(change.node)] });
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
