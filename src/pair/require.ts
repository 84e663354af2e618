import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { CloudError, PreflightError } from '../errors.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate, type Topology } from '../facts/topology.js';
import { say } from '../messages/say.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import type { Depth, Each, FactsByDepth, Pair } from './pair.js';

/** A pair of which everything was read. */
export interface WholePair<D extends Depth = Depth> {
  readonly cloud: { readonly port: CloudPort; readonly facts: CloudFacts };
  readonly topology: Topology;
  readonly hosts: Each<OpenHost>;
  readonly facts: Each<FactsByDepth[D]>;
}

/** All parts of a pair. Throws PreflightError for the first that is missing. */
export function requireWhole<D extends Depth>(pair: Pair<D>): WholePair<D> {
  const cloud = requireCloud(pair);
  const topology = requireTopology(pair);
  const hosts = { a: requireHost(pair, 'a'), b: requireHost(pair, 'b') };
  const [a, b] = nodeNames.map((node) => pair.hosts[node]);
  if (a === undefined || b === undefined || !('known' in a && 'known' in b)) throw new Error('both hosts answered');
  return { cloud, topology, hosts, facts: { a: a.known, b: b.known } };
}

/** The cloud's side. Throws PreflightError where the API did not answer. */
export function requireCloud({ cloud, ports }: Pair): WholePair['cloud'] {
  if ('known' in cloud && ports.cloud !== undefined) return { port: ports.cloud, facts: cloud.known };
  const cause = 'failure' in cloud ? cloud.failure : undefined;
  const words = say.reach;
  const action = cause instanceof CloudError ? cause.action : words.aCall;
  const isSilent = cause instanceof CloudError && cause.code === 'Network';
  const told = { action, why: cause?.message ?? words.notAsked };
  throw new PreflightError(isSilent ? words.apiSilent(told) : words.apiRefused(told), {
    cause,
    hint: words.unchanged({ hint: cause?.hint ?? words.again }),
  });
}

/** The resolved pair. Throws PreflightError where the cloud lacks something of it. */
export function requireTopology(pair: Pair): Topology {
  if (pair.topology !== undefined) return pair.topology;
  const { facts } = requireCloud(pair);
  for (const node of pair.spec.nodes) {
    const { instance, eni } = locate(node, facts.inventory);
    const hint = say.reach.nodesHint;
    const where = node.instance;
    const { notInRegion, noEni, noPrimaryEni } = say.reach;
    if (instance === undefined) throw new PreflightError(notInRegion(pair.spec), { where, hint });
    if (eni !== undefined) continue;
    throw new PreflightError(node.eni === undefined ? noPrimaryEni : noEni({ eni: node.eni }), { where, hint });
  }
  throw new PreflightError(say.reach.noSubnet, {
    hint: say.reach.noSubnetHint,
  });
}

/** A host's connection. Throws PreflightError where the host was not reached. */
export function requireHost(pair: Pair, node: NodeName): OpenHost {
  const host = pair.ports.hosts[node];
  if (host !== undefined) return host;
  throw new PreflightError(say.reach.unreached({ why: whyUnreached(pair, node) ?? say.reach.notAskedYet }), {
    where: nodeOf(pair.spec, node).instance,
    hint: say.reach.unreachedHint,
  });
}

/** Why a host was not read; undefined for one that was. */
export function whyUnreached({ hosts }: Pair, node: NodeName): string | undefined {
  const reading = hosts[node];
  return 'failure' in reading ? reading.failure.message : undefined;
}
