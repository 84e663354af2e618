import type { NodeName } from '../cluster/spec.js';
import { isProven } from '../operations/proven.js';
import type { Need, Parts, RunContext } from './check.js';
import { findAudit, findHost, viewOf } from './context.js';
import { type Trial, tryApi } from './trial.js';

/** Gives checks what they need. What a host's own calls of the API show is tried once a run. */
export class PartFinder {
  readonly #context: RunContext;
  readonly #trials = new Map<NodeName, Promise<Trial | undefined>>();

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Undefined where one of them is not known. */
  async find(needs: readonly Need[], node: NodeName): Promise<Parts | undefined> {
    const found = await Promise.all(needs.map(async (need) => [need, await this.#finders[need](node)] as const));
    if (found.some(([, part]) => part === undefined)) return undefined;
    // Typed as all of them: a check sees those that its row says it needs, and no more.
    return Object.fromEntries(found) as unknown as Parts;
  }

  readonly #finders: {
    readonly [N in Need]: (node: NodeName) => Parts[N] | undefined | Promise<Parts[N] | undefined>;
  } = {
    cloud: () => ('known' in this.#context.pair.cloud ? this.#context.pair.cloud.known : undefined),
    topology: () => this.#context.pair.topology,
    operator: () => this.#context.pair.ports.cloud,
    pair: () => {
      const [a, b] = [findHost(this.#context.pair, 'a'), findHost(this.#context.pair, 'b')];
      return a && b && { a, b };
    },
    node: (node) => this.#context.pair.spec.nodes.find(({ name }) => name === node),
    host: (node) => findHost(this.#context.pair, node),
    audit: (node) => findAudit(this.#context.pair, node),
    port: (node) => this.#context.pair.ports.hosts[node],
    api: (node) => {
      const trial = this.#trials.get(node) ?? this.#try(node);
      this.#trials.set(node, trial);
      return trial;
    },
  };

  async #try(node: NodeName): Promise<Trial | undefined> {
    const { pair, apis, phase, prove } = this.#context;
    const { spec, topology } = pair;
    const api = apis[node];
    if (api === undefined || topology === undefined) return undefined;
    // A pair that passed its drills has shown before a run what the trial would.
    const isShown = phase === 'preflight' && findHost(pair, 'a') && findHost(pair, 'b');
    if (isShown && isProven(viewOf(this.#context, topology))) return { may: {} };
    // Of a running pair the hooks tell what their own call of a moment ago came to.
    const asksOwner = phase !== 'verify';
    const permissions = !prove ? 'none' : phase === 'preflight' ? 'all' : 'needed';
    return tryApi(api, { spec, topology, node, asksOwner, permissions });
  }
}
