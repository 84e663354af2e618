import { nodeNames, nodeOf } from '../cluster/nodes.js';
import { Secret } from '../cluster/secret.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostAudit } from '../facts/audit.js';
import type { HostFacts } from '../facts/host.js';
import type { Topology } from '../facts/topology.js';
import { desiredLanguage } from '../operations/host-language.js';
import type { HostKey, View } from '../operations/operation.js';
import type { Each, Pair } from '../pair/pair.js';
import type { CloudReader } from '../ports/cloud.js';
import type { CloudCredentials } from '../ports/credentials.js';

/** A host's own way to the API, by which it is tried what only trying shows. */
export interface HostApi {
  /** The credentials that the host's hooks use, or will use. Throws CloudError or HostError. */
  credentials(): Promise<CloudCredentials>;
  /** The API under one of its domains, through the host's network. */
  cloud(credentials: CloudCredentials, domain: string): CloudReader;
}

/** All that checks look at, at one moment; a part that could not be read does not stop the others. */
export interface CheckContext {
  readonly pair: Pair<'full' | 'audit'>;
  /** The next command to type, quoted: with no words, the one that puts things right. */
  command(...words: readonly string[]): string;
  /** A HAVIP that anybody in the subnet may seize is a warning, not an error. */
  readonly allowOpen?: boolean;
  /** When what is desired last changed, epoch ms of our clock: the answers file, or this program's own templates. */
  readonly desiredAtMs?: number;
  /** With hostCredentials: key, where it is known here. */
  readonly hostKey?: HostKey;
  /** The VRRP password, where it is known otherwise than from the hosts. */
  readonly authPass?: Secret;
  readonly apis: Partial<Each<HostApi>>;
  /** Whether permissions are proven too, by calls that the cloud refuses by nature once they are allowed. */
  readonly prove: boolean;
  /** Our clock, epoch ms. */
  now(): number;
}

/** One host that answered, with what its checks look at. */
export interface KnownHost<Facts extends HostFacts = HostFacts> {
  readonly node: NodeName;
  readonly id: string;
  readonly host: Facts;
}

export function idOf(spec: ClusterSpec, node: NodeName): string {
  return nodeOf(spec, node).instance;
}

export function findHost({ hosts, spec }: CheckContext['pair'], node: NodeName): KnownHost | undefined {
  const reading = hosts[node];
  return 'known' in reading ? { node, id: idOf(spec, node), host: reading.known } : undefined;
}

/** A host whose running hooks were read too. */
export function findAudit(pair: CheckContext['pair'], node: NodeName): KnownHost<HostAudit> | undefined {
  const known = findHost(pair, node);
  return known !== undefined && isAudit(known.host) ? { ...known, host: known.host } : undefined;
}

function isAudit(host: HostFacts | HostAudit): host is HostAudit {
  return 'watch' in host;
}

/** The view that operations and templates look at; a host that did not answer must not be looked at. */
export function viewOf({ pair, authPass, hostKey }: CheckContext, topology: Topology): View {
  const get = (node: NodeName): HostFacts => {
    const found = findHost(pair, node);
    if (found === undefined) throw new Error(`node ${node} did not answer, and its facts were looked at`);
    return found.host;
  };
  const found = nodeNames.flatMap((node) => findHost(pair, node)?.host.keepalived?.instances[0]?.authPass ?? []);
  const settings = nodeNames.map((node) => findHost(pair, node)?.host.settings);
  return {
    spec: { ...pair.spec, language: desiredLanguage(pair.spec, settings) },
    topology,
    hosts: {
      get a() {
        return get('a');
      },
      get b() {
        return get('b');
      },
    },
    authPass: authPass ?? found[0] ?? new Secret('unknown'),
    ...(hostKey && { hostKey }),
  };
}
