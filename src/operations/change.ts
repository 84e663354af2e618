import type { EipId, Ipv4 } from '../cluster/ids.js';
import type { Secret } from '../cluster/secret.js';
import type { NodeName } from '../cluster/spec.js';
import type { ManagerName } from '../facts/families/family.js';
import type { FirewallRule } from '../facts/firewall.js';
import type { VipChange, VipRemoval } from '../mechanism/changes.js';
import type { PeerRule } from '../ports/cloud.js';
import type { Argv } from '../ports/host.js';

export type Target = 'cloud' | NodeName;

export interface FileChange {
  readonly kind: 'file.write';
  readonly node: NodeName;
  readonly path: string;
  /** keepalived.conf and the credentials hold secrets: no content is printed but as a masked diff. */
  readonly content: Secret;
  readonly mode: number;
  /** Never shown, never backed up. */
  readonly secret: boolean;
  /** What stands there now; absent where nothing does. */
  readonly before?: Secret;
  /** Run on the host against the new file before it takes its place; {} stands for its path. */
  readonly check?: Argv;
}

/** What uninstall takes away in the cloud. */
export type CloudRemoval = VipRemoval | { readonly kind: 'eip.release'; readonly eip: EipId; readonly ip: Ipv4 };

/** What uninstall takes away on a host. */
export type HostRemoval =
  | { readonly kind: 'service.stop' | 'service.disable'; readonly node: NodeName; readonly unit: string }
  /** The hooks' process ends and takes the VIP off the NIC. */
  | { readonly kind: 'hooks.stop'; readonly node: NodeName; readonly vip?: Ipv4 }
  | { readonly kind: 'file.remove'; readonly node: NodeName; readonly path: string }
  /** The backup that the first run made of somebody's file. */
  | { readonly kind: 'file.restore'; readonly node: NodeName; readonly path: string; readonly backup: string }
  | {
      readonly kind: 'package.remove';
      readonly node: NodeName;
      readonly packages: readonly string[];
      readonly manager: ManagerName;
    }
  | ({ readonly kind: 'firewall.close'; readonly node: NodeName } & FirewallRule)
  /** State, log, backups and records: the last thing that goes. */
  | { readonly kind: 'traces.remove'; readonly node: NodeName };

/**
 * A host on which keepalived does not run tells its peer, which has just started it, that it has no role: an advert of
 * priority 0, as VRRP's MASTER sends when it leaves. The peer is MASTER after its skew, 0.8 s, and not after 3.8 s.
 */
export interface NoRole {
  /** Who tells it. */
  readonly node: NodeName;
  /** Its interpreter. */
  readonly python: string;
  readonly source: string;
  readonly target: string;
  /** The advert's bytes in hex: VRRP's password is among them. */
  readonly advert: Secret;
}

/** Everything that a run can do to the world; closed, serialisable, printable. */
export type Change =
  | VipChange
  | { readonly kind: 'eip.allocate'; readonly name: string }
  /** Never part of a plan: a person is offered it where preflight misses it. */
  | { readonly kind: 'rule.add'; readonly rule: PeerRule }
  | {
      readonly kind: 'package.install';
      readonly node: NodeName;
      readonly packages: readonly string[];
      readonly manager: ManagerName;
    }
  | FileChange
  | { readonly kind: 'selinux.label'; readonly node: NodeName; readonly paths: readonly string[] }
  | ({ readonly kind: 'firewall.open'; readonly node: NodeName } & FirewallRule)
  | CloudRemoval
  | HostRemoval
  | { readonly kind: 'file.mode'; readonly node: NodeName; readonly path: string; readonly mode: number }
  | {
      readonly kind: 'service.daemon-reload' | 'service.end-drill' | 'hooks.start' | 'hooks.restart';
      readonly node: NodeName;
    }
  | {
      readonly kind: 'service.enable' | 'service.reload';
      readonly node: NodeName;
      readonly unit: string;
    }
  | {
      readonly kind: 'service.start';
      readonly node: NodeName;
      readonly unit: string;
      /** Where the peer has no role, so that there is nobody to wait for. */
      readonly peer?: NoRole;
    };

/** What an operation found: changes to make, or the reason why none is needed. */
export type Diff =
  | { readonly changes: readonly [Change, ...Change[]] }
  | { readonly changes: readonly []; readonly ok: string };

/** A diff from a list that may be empty. */
export function toDiff(changes: readonly Change[], ok: string): Diff {
  const [first, ...rest] = changes;
  return first === undefined ? { changes: [], ok } : { changes: [first, ...rest] };
}
