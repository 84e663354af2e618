import type { EipId, EniId, InstanceId, Ipv4, Region } from './ids.js';

export type Mode = 'stable' | 'preferred';

/** The two nodes in the answers' order. */
export type NodeName = 'a' | 'b';

export interface SshSpec {
  /** private and public stand for the instance's own addresses; anything else is a name or an address. */
  readonly host: string;
  /** What is absent comes from ssh_config, else it has OpenSSH's default; the user's is root. */
  readonly port?: number;
  readonly user?: string;
  readonly identityFile?: string;
  /** Hops with commas between, the outermost first; `none` overrules ssh_config. */
  readonly proxyJump?: string;
  readonly knownHosts?: string;
  /** What to do with a host key that nobody knows yet; absent: ask where somebody can be asked, else strict. */
  readonly hostKeys?: 'strict' | 'accept-new';
}

export interface NodeSpec {
  readonly name: NodeName;
  readonly instance: InstanceId;
  /** The primary ENI where absent. */
  readonly eni?: EniId;
  readonly ssh: SshSpec;
}

export type HealthCheck =
  | { readonly tcp: number }
  | { readonly http: string }
  | { readonly unit: string }
  | { readonly command: string };

/** What the operator wishes: answers that passed the schema, with every default filled in. */
export interface ClusterSpec {
  readonly cluster: string;
  readonly region: Region;
  readonly mode: Mode;
  readonly preferred?: InstanceId;
  readonly failback: number;
  readonly vip: 'auto' | Ipv4;
  readonly eip: 'none' | 'allocate' | EipId;
  readonly nodes: readonly [NodeSpec, NodeSpec];
  readonly hostCredentials: 'role' | 'key';
  readonly detection: 'standard' | 'fast';
  readonly healthCheck?: HealthCheck;
  readonly api: { readonly domain: string };
  readonly notify?: { readonly webhook: string };
}
