import type { ManagerName } from '../facts/families/family.js';
import type { Argv } from '../ports.js';
import type { EipId, EniId, Ipv4 } from '../spec/ids.js';
import type { NodeName } from '../spec/spec.js';

export type Target = 'cloud' | NodeName;

export interface FileChange {
  readonly kind: 'file.write';
  readonly node: NodeName;
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** Never shown, never backed up. */
  readonly secret: boolean;
  /** What stands there now; absent where nothing does. */
  readonly before?: string;
  /** Run on the host against the new file before it takes its place; {} stands for its path. */
  readonly check?: Argv;
}

/** Everything that a run can do to the world; closed, serialisable, printable. */
export type Change =
  | {
      readonly kind: 'vip.assign';
      readonly eni: EniId;
      readonly vip: Ipv4;
      readonly description: string;
      readonly clientToken: string;
    }
  | { readonly kind: 'vip.describe'; readonly eni: EniId; readonly vip: Ipv4; readonly description: string }
  | { readonly kind: 'eip.allocate'; readonly name: string; readonly clientToken: string }
  | { readonly kind: 'eip.associate'; readonly eip: EipId | undefined; readonly eni: EniId; readonly vip: Ipv4 }
  | {
      readonly kind: 'package.install';
      readonly node: NodeName;
      readonly packages: readonly string[];
      readonly manager: ManagerName;
    }
  | FileChange
  | { readonly kind: 'file.mode'; readonly node: NodeName; readonly path: string; readonly mode: number }
  | { readonly kind: 'service.daemon-reload' | 'service.end-drill'; readonly node: NodeName }
  | {
      readonly kind: 'service.enable' | 'service.start' | 'service.reload';
      readonly node: NodeName;
      readonly unit: string;
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
