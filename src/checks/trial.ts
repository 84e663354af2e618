import { hostDomains } from '../cluster/names.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import { CloudError, HostError } from '../errors.js';
import type { Topology } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import type { CloudReader, Proof, ProvableAction } from '../ports/cloud.js';
import type { CloudCredentials } from '../ports/credentials.js';
import type { HostApi } from './context.js';

/** What came of calling the API as a host's hooks do. */
export interface Trial {
  readonly credentials?: CloudCredentials;
  /** Why it ended early. */
  readonly failure?: CloudError | HostError;
  /** What the credentials may do there, of the actions that were tried. */
  readonly may: Partial<Readonly<Record<ProvableAction, Proof>>>;
  /** They may bind any EIP of the account, though this pair has none. */
  readonly mayBindAny?: boolean;
}

export interface TrialOptions {
  readonly spec: ClusterSpec;
  readonly topology: Topology;
  readonly node: NodeName;
  /** Make the hooks' own call first: who has the VIP. */
  readonly asksOwner: boolean;
  /** none: prove no permission; needed: those of a failover; all: those too that are needed only where something went wrong. */
  readonly permissions: 'none' | 'needed' | 'all';
}

/** Calls the API as the host's hooks do, at the first of its endpoints that answers, in the order in which they try them. */
export async function tryApi(api: HostApi, options: TrialOptions): Promise<Trial> {
  let credentials: CloudCredentials | undefined;
  try {
    credentials = await api.credentials();
    return { credentials, ...(await tryDomains(api, credentials, options)) };
  } catch (failure) {
    if (!(failure instanceof CloudError || failure instanceof HostError)) throw failure;
    return { may: {}, failure, ...(credentials && { credentials }) };
  }
}

async function tryDomains(api: HostApi, credentials: CloudCredentials, options: TrialOptions): Promise<Trial> {
  let failure: unknown;
  for (const domain of hostDomains(options.spec.api.domain)) {
    try {
      return await callAll(api.cloud(credentials, domain), options);
    } catch (cause) {
      failure = cause;
      if (!(cause instanceof CloudError && cause.code === 'Network')) throw cause;
    }
  }
  throw failure;
}

async function callAll(cloud: CloudReader, options: TrialOptions): Promise<Trial> {
  const { spec, topology, node, permissions } = options;
  const mechanism = mechanismOf(spec);
  const targets = permissions === 'none' ? [] : mechanism.proofs(topology, node, permissions);
  // A key on a host's disk is worth a look beyond what the pair needs; without an EIP's id the call names one that nobody has.
  const isExcessVisible = permissions === 'all' && topology.eip === undefined && spec.hostCredentials === 'key';
  const [, excess, ...proofs] = await Promise.all([
    options.asksOwner ? mechanism.findOwner(cloud, topology) : undefined,
    isExcessVisible ? cloud.proveMay('AssociateAddress') : undefined,
    ...targets.map(([action, ...on]) => cloud.proveMay(action, ...on)),
  ]);
  const may = Object.fromEntries(targets.map(([action], index) => [action, proofs[index]]));
  return { may, ...(excess !== undefined && { mayBindAny: excess === 'allowed' }) };
}

/** A sshd that forwards nothing only keeps us from asking. */
export function isDeaf(failure: Trial['failure']): boolean {
  return failure instanceof HostError && failure.kind === 'forwarding';
}
