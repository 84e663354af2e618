import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import type { Target } from '../operations/change.js';
import type { View } from '../operations/operation.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { HostPort } from '../ports/host.js';
import type { Interrupt } from '../ports/interrupt.js';
import type { Reporter } from '../ports/reporter.js';
import type { Each } from './pair.js';

export interface LivePorts<Hosts = Each<HostPort>> {
  readonly cloud: CloudPort;
  readonly hosts: Hosts;
  readonly reporter: Reporter;
  readonly clock: Clock;
  /** Says when to stop between two changes; absent where nobody can. */
  readonly interrupt?: Interrupt;
}

/** How the facts of a run are read again, and how they look together. */
export interface LiveFacts<V> {
  view(): V;
  readCloud(): Promise<void>;
  readHost(node: NodeName): Promise<void>;
}

/** Facts that were read within so many ms are as good as new: a run has just read them itself. */
const freshMs = 2000;

/** A pair while a run changes it: its ports, and facts that are read again as the changes need it. */
export class LivePair<V = View, Hosts extends Partial<Each<HostPort>> = Each<HostPort>> {
  readonly spec: ClusterSpec;
  readonly ports: LivePorts<Hosts>;
  readonly startedAt: Date;
  readonly #facts: LiveFacts<V>;
  readonly #labels: Partial<Each<string>>;
  readonly #readAt = new Map<Target, number>();

  /** @param labels how people know a node, where it is not by its instance in the spec */
  constructor(spec: ClusterSpec, ports: LivePorts<Hosts>, facts: LiveFacts<V>, labels: Partial<Each<string>> = {}) {
    this.spec = spec;
    this.ports = ports;
    this.startedAt = new Date(ports.clock.now());
    this.#facts = facts;
    this.#labels = labels;
    for (const target of ['cloud', ...nodeNames] as const) this.#readAt.set(target, ports.clock.now());
  }

  /** The facts as last read. */
  view(): V {
    return this.#facts.view();
  }

  /** Reads the facts of one target again. */
  async refresh(target: Target): Promise<void> {
    if (target === 'cloud') await this.#facts.readCloud();
    else await this.#facts.readHost(target);
    this.#readAt.set(target, this.ports.clock.now());
  }

  /** Reads everything again. */
  async refreshAll(): Promise<void> {
    await Promise.all((['cloud', ...nodeNames] as const).map((target) => this.refresh(target)));
  }

  /** Reads the facts of one target again where this run has not just done so. */
  async freshen(target: Target): Promise<void> {
    if (!this.isFresh(target)) await this.refresh(target);
  }

  /** Whether this run has just read the facts of a target. */
  isFresh(target: Target): boolean {
    return this.ports.clock.now() - (this.#readAt.get(target) ?? 0) <= freshMs;
  }

  /** How people know a target, in the language of the run: the instance's id, or the cloud. */
  label(target: Target): string {
    return target === 'cloud' ? say.pair.columns.cloud : (this.#labels[target] ?? nodeOf(this.spec, target).instance);
  }
}
