import { Secret } from '../../cluster/secret.js';
import type { ClusterSpec, NodeName } from '../../cluster/spec.js';
import type { HostAudit } from '../../facts/audit.js';
import type { Reading } from '../../facts/reading.js';
import type { CloudFacts } from '../../facts/survey.js';
import { nodeNames, type Topology } from '../../facts/topology.js';
import type { View } from '../../operations/operation.js';

/** All that verify has read, at one moment; a part that could not be read does not stop the others. */
export interface PairFacts {
  readonly spec: ClusterSpec;
  readonly cloud: Reading<CloudFacts>;
  /** The API's clock minus ours, ms. */
  readonly apiClockOffsetMs?: number;
  /** Absent where the cloud does not answer or lacks an instance. */
  readonly topology?: Topology;
  readonly hosts: Readonly<Record<NodeName, Reading<HostAudit>>>;
  /** With hostCredentials: key, where the environment has it. */
  readonly hostKey?: View['hostKey'];
  /** The command that puts things back: ha-setup --answers FILE. */
  readonly mend: string;
  /** When the wish last changed, epoch ms of our clock: the answers file, or this program's own templates. */
  readonly wishedAtMs: number;
}

/** One host that answered, with all that its checks look at. */
export interface KnownHost {
  readonly node: NodeName;
  readonly id: string;
  readonly host: HostAudit;
}

export function idOf(spec: ClusterSpec, node: NodeName): string {
  return spec.nodes[node === 'a' ? 0 : 1].instance;
}

export function knownHosts({ hosts, spec }: PairFacts): readonly KnownHost[] {
  return nodeNames.flatMap((node) => {
    const reading = hosts[node];
    return 'known' in reading ? [{ node, id: idOf(spec, node), host: reading.known }] : [];
  });
}

/** The view that operations and templates look at; a host that did not answer must not be looked at. */
export function viewOf(facts: PairFacts, topology: Topology): View {
  const known = knownHosts(facts);
  const get = (node: NodeName): HostAudit => {
    const found = known.find((candidate) => candidate.node === node);
    if (found === undefined) throw new Error(`node ${node} did not answer, and its facts were looked at`);
    return found.host;
  };
  const authPass = known.flatMap(({ host }) => host.keepalived?.instances[0]?.authPass ?? [])[0];
  return {
    spec: facts.spec,
    topology,
    hosts: {
      get a() {
        return get('a');
      },
      get b() {
        return get('b');
      },
    },
    authPass: authPass ?? new Secret('unknown'),
    ...(facts.hostKey && { hostKey: facts.hostKey }),
    day: '',
  };
}
