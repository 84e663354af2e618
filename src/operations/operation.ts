import type { Secret } from '../cluster/secret.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostFacts } from '../facts/host.js';
import type { Topology } from '../facts/topology.js';
import type { Diff, Target } from './change.js';

/** The facts and the spec at one moment: all that an operation may look at. */
export interface View {
  readonly spec: ClusterSpec;
  readonly topology: Topology;
  readonly hosts: Readonly<Record<NodeName, HostFacts>>;
  /** The VRRP password both hosts share: found on them, or drawn for this run. */
  readonly authPass: Secret;
  /** With hostCredentials: key. */
  readonly hostKey?: HostKey;
}

export interface HostKey {
  readonly secretId: string;
  readonly secretKey: Secret;
}

/** Compares facts with the desired state; changes nothing. */
export interface Operation {
  readonly title: string;
  readonly target: Target;
  diff(view: View): Diff;
}
