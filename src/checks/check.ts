import type { ClusterSpec, MechanismName, NodeSpec } from '../cluster/spec.js';
import type { HostAudit } from '../facts/audit.js';
import type { CloudFacts } from '../facts/survey.js';
import type { Topology } from '../facts/topology.js';
import type { Each } from '../pair/pair.js';
import type { CloudReader } from '../ports/cloud.js';
import type { HostReader } from '../ports/host.js';
import type { CheckContext, KnownHost } from './context.js';
import type { Remark } from './finding.js';
import type { Trial } from './trial.js';

/** preflight: before a run; verify: of a running pair; fitness: of a host that is to become active. */
export type Phase = 'preflight' | 'verify' | 'fitness';

/** The subjects, in the order in which preflight shows a line for each. */
export const subjects = [
  'nodes',
  'vip',
  'eip',
  'securityGroups',
  'ssh',
  'hosts',
  'network',
  'packages',
  'api',
  'keepalived',
  'files',
  'roles',
  'past',
] as const;

export type Subject = (typeof subjects)[number];

/** What a check may need; it does not run where that is not known. */
export interface Parts {
  readonly cloud: CloudFacts;
  readonly topology: Topology;
  /** The operator's way to the API. */
  readonly operator: CloudReader;
  /** Both hosts. */
  readonly pair: Each<KnownHost>;
  /** A node, whether it answered or not: the check runs once for each. So it does for the following ones. */
  readonly node: NodeSpec;
  readonly host: KnownHost;
  /** A host with what only a running pair has: its hooks, its service's own test of the configuration. */
  readonly audit: KnownHost<HostAudit>;
  /** The connection to the host, to ask it what its facts do not tell. */
  readonly port: HostReader;
  /** What the host's own calls of the API showed. */
  readonly api: Trial;
}

export type Need = keyof Parts;

export interface RunContext extends CheckContext {
  readonly phase: Phase;
}

/** One row of the table of checks. */
export interface Check<Id extends string = string, N extends Need = Need, Sub extends string = string> {
  /** Never changes its meaning between versions. */
  readonly id: Id;
  /** Further ids under which it says something. */
  readonly also?: readonly Sub[];
  readonly subject: Subject;
  /** What must hold, for the manual. */
  about(): string;
  readonly when: readonly Phase[];
  readonly needs: readonly N[];
  /** Of a pair whose VIP moves in this way alone. */
  readonly mechanism?: MechanismName;
  /** Absent: always. */
  appliesTo?(spec: ClusterSpec): boolean;
  run(given: Pick<Parts, N>, context: RunContext): readonly Remark<Id | Sub>[] | Promise<readonly Remark<Id | Sub>[]>;
}

/** Preflight looks at hosts on which ha-setup may not have been yet. */
type PhasesFor<N> = 'audit' extends N ? Exclude<Phase, 'preflight'> : Phase;

/** A row, with its id and needs kept as literal types. */
export function defineCheck<const Id extends string, const N extends Need, const Sub extends string = never>(
  check: Check<Id, N, Sub> & { readonly when: readonly PhasesFor<N>[] },
): Check<Id, N, Sub> {
  return check;
}
