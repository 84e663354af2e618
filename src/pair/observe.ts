import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import { CancelledError, CloudError, HaSetupError } from '../errors.js';
import type { Reading } from '../facts/reading.js';
import type { CloudFacts } from '../facts/survey.js';
import { surveyCloud } from '../mechanism/survey.js';
import { resolveTopology } from '../mechanism/topology.js';
import { say } from '../messages/say.js';
import type { AddressBook } from '../ports/address-book.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import { withKnownVip, withOwnVip } from './known-vip.js';
import { getLogin, type Instances } from './login.js';
import type { Depth, Each, FactsByDepth, Pair } from './pair.js';
import { readHost } from './read-host.js';

/** What observing needs of the outside. */
export interface Outside {
  readonly clock: Clock;
  /** Where the hosts were; absent where nobody keeps that. */
  readonly addresses?: AddressBook;
  connectCloud(spec: Pick<ClusterSpec, 'region' | 'api'>): Promise<CloudPort>;
  /** @param signal gives up while the host has not answered */
  connectHost(node: NodeSpec, address: string, signal?: AbortSignal): Promise<OpenHost>;
  /** Does a step, and may say how long it took. */
  timed<T>(what: string, work: () => Promise<T>): Promise<T>;
}

export interface ObserveOptions<D extends Depth> {
  readonly depth: D;
  /** A host that has not answered after so many ms counts as not reached. Absent: the SSH connection's own limits. */
  readonly patienceMs?: number;
  /** With depth log: from when on its records are read, epoch ms of our clock. */
  readonly logSinceMs?: () => number;
  /** Logs in to the hosts while the rest of the cloud is read, also for a run: nobody can be asked for a password. */
  readonly asksNobody?: boolean;
  /** Told of the cloud's side as soon as it is read; the hosts are not read yet. */
  readonly onCloud?: (pair: Pair<D>) => void | Promise<void>;
}

/** Reads a pair once. The caller closes it. Throws HaSetupError only where the reading was cancelled or refused by a person. */
export async function observe<D extends Depth>(
  spec: ClusterSpec,
  options: ObserveOptions<D>,
  outside: Outside,
): Promise<Pair<D>> {
  return new Observer(spec, options, outside).observe();
}

/** Reads one pair as often as it is asked, over connections that it keeps. */
export class Observer<D extends Depth> {
  readonly #spec: ClusterSpec;
  readonly #options: ObserveOptions<D>;
  readonly #outside: Outside;
  readonly #hosts: Partial<Record<NodeName, OpenHost>> = {};
  /** Logins that began before the cloud was read to its end. */
  readonly #early: Partial<Record<NodeName, Promise<OpenHost>>> = {};
  #cloud: CloudPort | undefined;

  constructor(spec: ClusterSpec, options: ObserveOptions<D>, outside: Outside) {
    this.#spec = spec;
    this.#options = options;
    this.#outside = outside;
  }

  async observe(): Promise<Pair<D>> {
    try {
      const cloud = await this.#readCloud();
      const pending: Reading<never> = { failure: new HaSetupError(say.reach.notAskedYet) };
      await this.#options.onCloud?.(this.#assemble(cloud, { a: pending, b: pending }));
      const [a, b] = await Promise.all(nodeNames.map((node) => this.#readHost(node, cloud)));
      if (a === undefined || b === undefined) throw new Error('a pair has two nodes');
      await this.#closeEarly();
      return this.#assemble(cloud, { a, b });
    } catch (failure) {
      await this.close();
      throw failure;
    }
  }

  async close(): Promise<void> {
    await this.#closeEarly();
    await Promise.all(nodeNames.map((node) => this.#hosts[node]?.close()));
  }

  #assemble(cloud: Reading<CloudFacts>, hosts: Each<Reading<FactsByDepth[D]>>): Pair<D> {
    const isRun = this.#options.depth === 'full';
    const spec = isRun ? withOwnVip(this.#spec, hosts, cloud) : withKnownVip(this.#spec, hosts);
    const topology = 'known' in cloud ? resolveTopology(spec, cloud.known.inventory, cloud.known.used) : undefined;
    const offset = this.#cloud?.clockOffsetMs();
    return {
      spec,
      cloud,
      hosts,
      atMs: this.#outside.clock.now(),
      ...(topology && { topology }),
      ...(offset !== undefined && { apiClockOffsetMs: offset }),
      ports: { ...(this.#cloud && { cloud: this.#cloud }), hosts: { ...this.#hosts } },
      connect: (node) => this.#connect(node, cloud),
      close: () => this.close(),
    };
  }

  async #readCloud(): Promise<Reading<CloudFacts>> {
    try {
      this.#cloud ??= await this.#outside.connectCloud(this.#spec);
      const cloud = this.#cloud;
      const { depth, asksNobody = depth !== 'full' } = this.#options;
      const more = {
        // A run shows what it thinks of the cloud first, and then may have to ask for a password.
        ...(asksNobody && { onInstances: (found: Instances) => this.#connectEarly(found) }),
        ...((depth === 'glance' || depth === 'log') && { limits: false as const }),
      };
      return { known: await this.#outside.timed(say.steps.cloud, () => surveyCloud(cloud, this.#spec, more)) };
    } catch (cause) {
      if (cause instanceof CloudError) return { failure: cause };
      throw cause;
    }
  }

  async #readHost(node: NodeName, cloud: Reading<CloudFacts>): Promise<Reading<FactsByDepth[D]>> {
    // A run cannot go on without the cloud: nobody is asked for a password in vain.
    if ('failure' in cloud && this.#options.depth === 'full') return { failure: cloud.failure };
    try {
      const { timed } = this.#outside;
      const label = { host: nodeOf(this.#spec, node).instance };
      this.#hosts[node] ??= await timed(
        say.steps.login(label),
        () => this.#takeEarly(node) ?? this.#connectInTime(node, cloud),
      );
      const host = this.#hosts[node];
      return {
        known: await timed(say.steps.host(label), () => readHost(host, this.#options, this.#outside.clock.now)),
      };
    } catch (cause) {
      await this.#hosts[node]?.close();
      delete this.#hosts[node];
      if (cause instanceof HaSetupError && !(cause instanceof CancelledError)) return { failure: cause };
      throw cause;
    }
  }

  /** Logs in to both hosts while the rest of the cloud is read. What fails is told in its turn. */
  #connectEarly(inventory: Instances): void {
    for (const node of nodeNames) {
      if (this.#hosts[node] !== undefined || this.#early[node] !== undefined) continue;
      const connecting = this.#connectInTime(node, { known: { inventory } });
      connecting.catch(() => undefined);
      this.#early[node] = connecting;
    }
  }

  /** Takes over a login that began early; undefined where there is none. */
  #takeEarly(node: NodeName): Promise<OpenHost> | undefined {
    const { [node]: early } = this.#early;
    delete this.#early[node];
    return early;
  }

  async #closeEarly(): Promise<void> {
    await Promise.all(
      nodeNames.map((node) =>
        this.#takeEarly(node)?.then(
          (host) => host.close(),
          () => undefined,
        ),
      ),
    );
  }

  async #connectInTime(node: NodeName, cloud: Reading<{ readonly inventory: Instances }>): Promise<OpenHost> {
    const { patienceMs } = this.#options;
    if (patienceMs === undefined) return this.#connect(node, cloud);
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), patienceMs);
    try {
      return await this.#connect(node, cloud, giveUp.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Who only looks writes nothing, not even a new key into known_hosts: then no host key is accepted that is not known. */
  async #connect(
    name: NodeName,
    cloud: Reading<{ readonly inventory: Instances }>,
    signal?: AbortSignal,
  ): Promise<OpenHost> {
    const { node, address } = getLogin(nodeOf(this.#spec, name), cloud, this.#outside.addresses);
    const isReadOnly = this.#options.depth !== 'full';
    const asked: NodeSpec = isReadOnly ? { ...node, ssh: { ...node.ssh, hostKeys: 'strict' } } : node;
    return this.#outside.connectHost(asked, address, signal);
  }
}
