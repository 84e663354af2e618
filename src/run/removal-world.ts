import type { Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { gather } from '../facts/fact.js';
import { surveyHost } from '../facts/host.js';
import { leftoversFact } from '../facts/leftovers.js';
import { nodeNames } from '../facts/topology.js';
import type { Target } from '../operations/change.js';
import type { RemovableHost, RemovalView } from '../operations/removal.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { HostPort } from '../ports/host.js';
import type { Inventory } from '../ports/inventory.js';
import type { Reporter } from '../ports/reporter.js';
import type { World } from './apply.js';
import type { Interrupt } from './interrupt.js';

interface Ports {
  readonly cloud: CloudPort;
  readonly hosts: Partial<Readonly<Record<NodeName, HostPort>>>;
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly interrupt?: Interrupt;
}

export interface RemovalWishes {
  readonly removeVip: boolean;
  readonly releaseEip: boolean;
}

/** What is left of a pair: facts that can be read again, of the hosts that are still there. */
export class RemovalWorld implements World<RemovalView> {
  readonly spec: ClusterSpec;
  readonly ports: Ports;
  readonly startedAt: Date;
  readonly #hosts: Partial<Record<NodeName, RemovableHost>> = {};
  readonly #labels: Readonly<Record<NodeName, string>>;
  readonly #readAt = new Map<Target, number>();
  #inventory: Inventory | undefined;
  #vip: Ipv4 | undefined;
  wishes: RemovalWishes = { removeVip: false, releaseEip: false };

  constructor(spec: ClusterSpec, ports: Ports, labels: Readonly<Record<NodeName, string>>) {
    this.spec = spec;
    this.ports = ports;
    this.startedAt = new Date(ports.clock.now());
    this.#labels = labels;
  }

  /** Reads everything. */
  async survey(): Promise<void> {
    await Promise.all((['cloud', ...nodeNames] as const).map((target) => this.refresh(target)));
  }

  view(): RemovalView {
    const name = cloudName(this.spec.cluster);
    const all = (this.#inventory?.enis ?? []).flatMap((eni) => eni.ips.map((ip) => ({ ...ip, eni: eni.id })));
    const named = all.find((ip) => !ip.primary && ip.description === name);
    const address = named?.address ?? this.#vip;
    const record = named ?? all.find((ip) => ip.address === address && !ip.primary);
    const eip = this.#inventory?.eips.find((one) => one.name === name);
    return {
      spec: this.spec,
      hosts: this.#hosts,
      ...(address && { vip: { address, ours: named !== undefined, ...(record && { eni: record.eni }) } }),
      ...(eip && { eip }),
      ...this.wishes,
    };
  }

  async refresh(target: Target): Promise<void> {
    if (target === 'cloud') {
      const instances = this.spec.nodes.map((node) => node.instance);
      const eip = { name: cloudName(this.spec.cluster) };
      this.#inventory = await this.ports.cloud.inventory({ instances, eip });
    } else {
      await this.#readHost(target);
    }
    this.#readAt.set(target, this.ports.clock.now());
  }

  async freshen(target: Target): Promise<void> {
    if (this.ports.clock.now() - (this.#readAt.get(target) ?? 0) > 2000) await this.refresh(target);
  }

  label(target: Target): string {
    return target === 'cloud' ? 'cloud' : this.#labels[target];
  }

  async #readHost(node: NodeName): Promise<void> {
    const host = this.ports.hosts[node];
    if (host === undefined) return;
    const [facts, { leftovers }] = await Promise.all([
      surveyHost(host, this.ports.clock.now),
      gather(host, { leftovers: leftoversFact }),
    ]);
    this.#hosts[node] = { facts, leftovers };
    // Once its files are gone, nothing on a host tells the VIP any more.
    const { settings } = facts;
    if (settings?.cluster === this.spec.cluster) this.#vip = settings.vip as Ipv4;
    else if (this.spec.vip !== 'auto') this.#vip ??= this.spec.vip;
  }
}
