import type { Inventory, UsedAddress } from '../ports/inventory.js';

export interface CloudFacts {
  readonly inventory: Inventory;
  /** Addresses of the subnet that something uses; read unless one of the two ENIs has the VIP already. */
  readonly used: readonly UsedAddress[];
}
