import type { Secret } from '../cluster/secret.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostFacts } from '../facts/host.js';
import { surveyHost } from '../facts/host.js';
import { type CloudFacts, surveyCloud } from '../facts/survey.js';
import { resolveTopology } from '../facts/topology.js';
import type { Target } from '../operations/change.js';
import type { HostKey, View } from '../operations/operation.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { HostPort } from '../ports/host.js';
import type { Reporter } from '../ports/reporter.js';
import type { Interrupt } from './interrupt.js';

export interface Ports {
  readonly cloud: CloudPort;
  readonly hosts: Readonly<Record<NodeName, HostPort>>;
  readonly reporter: Reporter;
  readonly clock: Clock;
  /** Says when to stop between two changes; absent where nobody can. */
  readonly interrupt?: Interrupt;
}

export interface RunSecrets {
  readonly authPass: Secret;
  readonly hostKey?: HostKey;
}

/** One run's view of the world: facts that can be read again, next to the wish that stays. */
export class Session {
  readonly spec: ClusterSpec;
  readonly ports: Ports;
  readonly startedAt: Date;
  readonly #secrets: RunSecrets;
  readonly #hosts: Record<NodeName, HostFacts>;
  readonly #readAt = new Map<Target, number>();
  #cloud: CloudFacts;

  constructor(
    spec: ClusterSpec,
    ports: Ports,
    facts: { readonly cloud: CloudFacts; readonly hosts: Readonly<Record<NodeName, HostFacts>> },
    secrets: RunSecrets,
  ) {
    this.spec = spec;
    this.ports = ports;
    this.startedAt = new Date(ports.clock.now());
    this.#cloud = facts.cloud;
    this.#hosts = { ...facts.hosts };
    this.#secrets = secrets;
    for (const target of ['cloud', 'a', 'b'] as const) this.#readAt.set(target, ports.clock.now());
  }

  /** The facts as last read. */
  view(): View {
    const topology = resolveTopology(this.spec, this.#cloud.inventory, this.#cloud.used);
    if (topology === undefined) throw new Error('the instances or the subnet vanished from the cloud during the run');
    const day = this.startedAt.toISOString().slice(0, 10);
    return { spec: this.spec, topology, hosts: this.#hosts, day, ...this.#secrets };
  }

  /** Reads the facts of one target again. */
  async refresh(target: Target): Promise<void> {
    if (target === 'cloud') this.#cloud = await surveyCloud(this.ports.cloud, this.spec);
    else this.#hosts[target] = await surveyHost(this.ports.hosts[target], this.ports.clock.now);
    this.#readAt.set(target, this.ports.clock.now());
  }

  /** Reads the facts of one target again where this run has not just done so: two seconds ago is as good as now. */
  async freshen(target: Target): Promise<void> {
    if (this.ports.clock.now() - (this.#readAt.get(target) ?? 0) > 2000) await this.refresh(target);
  }

  /** How people know a target: the instance's id, or "cloud". */
  label(target: Target): string {
    return target === 'cloud' ? 'cloud' : this.spec.nodes[target === 'a' ? 0 : 1].instance;
  }
}
