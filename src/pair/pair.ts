import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostAudit } from '../facts/audit.js';
import type { Glance } from '../facts/glance.js';
import type { HostFacts } from '../facts/host.js';
import type { HostLog } from '../facts/log-records.js';
import type { Reading } from '../facts/reading.js';
import type { CloudFacts } from '../facts/survey.js';
import type { Topology } from '../facts/topology.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';

/**
 * How much is read of each host: `full` is what a run plans from, `audit` adds all that verify looks at, `glance` is what
 * status shows, `log` what its log has for programs.
 */
export interface FactsByDepth {
  readonly full: HostFacts;
  readonly audit: HostAudit;
  readonly glance: Glance;
  readonly log: HostLog;
}

export type Depth = keyof FactsByDepth;

export type Each<T> = Readonly<Record<NodeName, T>>;

/** A pair as it is now, with the connections over which it was read. What did not answer is data: its reading says why. */
export interface Pair<D extends Depth = Depth> {
  /** With `vip: auto`, the VIP is the address that the hosts know, where they know one. */
  readonly spec: ClusterSpec;
  readonly cloud: Reading<CloudFacts>;
  readonly hosts: Each<Reading<FactsByDepth[D]>>;
  /** Absent where the cloud does not answer or lacks an instance, an ENI or the subnet. */
  readonly topology?: Topology;
  /** The API's clock minus ours, ms; absent where the API never answered. */
  readonly apiClockOffsetMs?: number;
  /** When it was read, epoch ms. */
  readonly atMs: number;
  readonly ports: {
    readonly cloud?: CloudPort;
    readonly hosts: Partial<Each<OpenHost>>;
  };
  /** Logs in to a node once more. Throws HaSetupError. */
  connect(node: NodeName): Promise<OpenHost>;
  close(): Promise<void>;
}
