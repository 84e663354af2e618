import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import { type Glance, glanceAt } from '../facts/glance.js';
import type { Reading } from '../facts/reading.js';
import { type CloudFacts, surveyCloud } from '../facts/survey.js';
import { resolveTopology } from '../facts/topology.js';
import { formatStatus } from '../pair/format-status.js';
import { type Glimpse, toStatus } from '../pair/status.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import { readSpec } from './answers.js';
import { openHost, readCloud } from './look.js';
import type { Toolbox } from './toolbox.js';

export interface StatusOptions {
  readonly answers: string;
  readonly watch: boolean;
}

/** Between two looks of --watch. */
const pauseMs = 2000;
/** A host that does not answer by then is shown as not reached: the screen is to be there within seconds. */
const answerMs = 1500;

/** Shows where the VIP is and how both hosts are; changes nothing. With watch it does so again and again, until it is ended. */
export async function status({ answers, watch }: StatusOptions, toolbox: Toolbox): Promise<void> {
  const spec = await readSpec(answers, toolbox);
  const eye = new Eye(spec, toolbox);
  try {
    for (;;) {
      const result = toStatus(await eye.look());
      if (toolbox.json) toolbox.printResult(result);
      else toolbox.show(formatStatus(result), watch);
      if (!watch) return;
      await toolbox.clock.sleep(pauseMs);
    }
  } finally {
    await eye.close();
  }
}

/** Looks at one pair as often as it is asked, over connections that it keeps. */
class Eye {
  readonly #spec: ClusterSpec;
  readonly #toolbox: Toolbox;
  readonly #hosts = new Map<string, OpenHost>();
  #cloud: CloudPort | undefined;

  constructor(spec: ClusterSpec, toolbox: Toolbox) {
    this.#spec = spec;
    this.#toolbox = toolbox;
  }

  async look(): Promise<Glimpse> {
    const spec = this.#spec;
    const cloud = await this.#readCloud();
    const [a, b] = await Promise.all(spec.nodes.map((node) => this.#glance(node, cloud)));
    if (a === undefined || b === undefined) throw new Error('a pair has two nodes');
    const topology = 'known' in cloud ? resolveTopology(spec, cloud.known.inventory, cloud.known.used) : undefined;
    return { spec, cloud, hosts: { a, b }, atMs: this.#toolbox.clock.now(), ...(topology && { topology }) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }

  async #readCloud(): Promise<Reading<CloudFacts>> {
    if (this.#cloud === undefined) {
      const { cloud, facts } = await readCloud(this.#spec, this.#toolbox);
      this.#cloud = cloud;
      return facts;
    }
    try {
      return { known: await surveyCloud(this.#cloud, this.#spec) };
    } catch (cause) {
      if (cause instanceof HaSetupError) return { failure: cause };
      throw cause;
    }
  }

  async #glance(node: NodeSpec, cloud: Reading<CloudFacts>): Promise<Reading<Glance>> {
    const held = this.#hosts.get(node.name);
    if (held !== undefined) {
      try {
        return { known: await glanceAt(held) };
      } catch (cause) {
        this.#hosts.delete(node.name);
        await held.close();
        if (cause instanceof HaSetupError) return { failure: cause };
        throw cause;
      }
    }
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), answerMs);
    const { host, reading } = await openHost(node, cloud, this.#toolbox, glanceAt, giveUp.signal);
    clearTimeout(timer);
    if (host !== undefined) this.#hosts.set(node.name, host);
    return reading;
  }
}
