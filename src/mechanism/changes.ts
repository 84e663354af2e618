import type { EipId, EniId, HaVipId, InstanceId, Ipv4 } from '../cluster/ids.js';

/** What a mechanism does in the cloud until the VIP is there, and the EIP on it. */
export type VipChange =
  | { readonly kind: 'vip.assign'; readonly eni: EniId; readonly vip: Ipv4; readonly description: string }
  | { readonly kind: 'vip.describe'; readonly eni: EniId; readonly vip: Ipv4; readonly description: string }
  | { readonly kind: 'eip.associate'; readonly eip: EipId | undefined; readonly eni: EniId; readonly vip: Ipv4 }
  | {
      readonly kind: 'havip.create';
      readonly name: string;
      readonly cluster: string;
      readonly vpcId: string;
      readonly subnetId: string;
      readonly vip: Ipv4;
      readonly instances: readonly InstanceId[];
    }
  | {
      readonly kind: 'havip.associate' | 'havip.disassociate';
      readonly haVip: HaVipId;
      readonly instances: readonly InstanceId[];
    }
  /** The EIP is known by its address. Both are undefined while they do not exist yet. */
  | {
      readonly kind: 'havip.bind';
      readonly haVip: HaVipId | undefined;
      readonly vip: Ipv4;
      readonly eip: EipId | undefined;
      readonly ip: Ipv4 | undefined;
    };

/** What it takes away there. */
export type VipRemoval =
  | { readonly kind: 'vip.unassign'; readonly eni: EniId; readonly vip: Ipv4 }
  | { readonly kind: 'eip.disassociate'; readonly eip: EipId; readonly ip: Ipv4 }
  | { readonly kind: 'havip.unbind'; readonly haVip: HaVipId; readonly ip: Ipv4 }
  | { readonly kind: 'havip.delete'; readonly haVip: HaVipId; readonly vip: Ipv4 };

/** Changes to make, or the reason why none is needed. */
export interface VipDiff<C = VipChange> {
  readonly changes: readonly C[];
  readonly ok: string;
}
