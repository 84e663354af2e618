import { checkNodes } from '../checks/nodes.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { AnswersError, HostError, PreflightError } from '../errors.js';
import type { HostFacts } from '../facts/host.js';
import type { CloudFacts } from '../facts/survey.js';
import { nodeNames, resolveTopology, type Topology } from '../facts/topology.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import { withLock } from '../run/lock.js';
import { discover, openHost } from './open.js';
import type { Toolbox } from './toolbox.js';

type Each<T> = Readonly<Partial<Record<NodeName, T>>>;

/** A pair as far as it can be reached: for commands that work, or refuse in their own words, while a host is down. */
export interface SeenPair {
  readonly spec: ClusterSpec;
  readonly cloud: CloudPort;
  readonly facts: CloudFacts;
  readonly hosts: Each<OpenHost>;
  readonly hostFacts: Each<HostFacts>;
  /** Why a host could not be reached. */
  readonly unreached: Each<string>;
  close(): Promise<void>;
}

/** Reads the cloud and logs in to both hosts; a host that does not answer is part of what was seen. */
export async function seePair(spec: ClusterSpec, toolbox: Toolbox): Promise<SeenPair> {
  const { cloud, facts } = await discover(spec, toolbox);
  const opened = await Promise.all(
    spec.nodes.map(async (node) => [node.name, await openHost(node, facts, toolbox)] as const),
  );
  const hosts: Partial<Record<NodeName, OpenHost>> = {};
  const hostFacts: Partial<Record<NodeName, HostFacts>> = {};
  const unreached: Partial<Record<NodeName, string>> = {};
  for (const [name, one] of opened) {
    if (one === undefined) unreached[name] = `the cloud has no such instance in ${spec.region}`;
    else if (one instanceof HostError) unreached[name] = one.message;
    else {
      hosts[name] = one.host;
      hostFacts[name] = one.facts;
    }
  }
  const close = async () => {
    await Promise.all(nodeNames.map((name) => hosts[name]?.close()));
  };
  return { spec, cloud, facts, hosts, hostFacts, unreached, close };
}

/** Throws PreflightError where the cloud lacks something of the pair. */
export function getTopology({ spec, facts }: SeenPair): Topology {
  const topology = resolveTopology(spec, facts.inventory, facts.used);
  if (topology !== undefined) return topology;
  const [finding] = checkNodes(spec, facts);
  throw new PreflightError(finding?.message ?? 'the cloud does not have all of the pair', {
    ...(finding?.where !== undefined && { where: finding.where }),
    hint: finding?.hint ?? 'check the answers',
  });
}

/** A command line to type next, with the answers file where it is not the one that is found by itself. */
export function commandLine(answers: string, words: string): string {
  return answers === 'ha-setup.yaml' ? `ha-setup ${words}` : `ha-setup ${words} --answers ${answers}`;
}

export function labelOf(spec: ClusterSpec, node: NodeName): string {
  return spec.nodes[node === 'a' ? 0 : 1].instance;
}

/** The node that a person named by its instance. Throws AnswersError where it is not one of the pair. */
export function getNode(spec: ClusterSpec, instance: string): NodeName {
  const node = spec.nodes.find((one) => one.instance === instance);
  if (node !== undefined) return node.name;
  throw new AnswersError(`${instance} is not one of this pair`, {
    hint: `it is ${spec.nodes.map((one) => one.instance).join(' and ')}`,
  });
}

/** Does the work while no other run may change this pair, as far as a host is there to hold the lock. */
export async function whileLocked<T>(pair: SeenPair, toolbox: Toolbox, work: () => Promise<T>): Promise<T> {
  const keeper = nodeNames.find((node) => pair.hosts[node] !== undefined);
  const host = keeper && pair.hosts[keeper];
  if (keeper === undefined || host === undefined) return work();
  return withLock(host, labelOf(pair.spec, keeper), toolbox.whoami, work);
}
