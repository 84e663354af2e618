import type { HaVip, Inventory } from '../../src/ports/inventory.js';
import { as, inventory } from './view.js';

export const pair = ['ins-aaaaaaa1', 'ins-aaaaaaa2'];

/** A HAVIP of the pair's, which no host has announced yet. */
export const haVip = (changes: Partial<Record<keyof HaVip, unknown>> = {}): HaVip =>
  as<HaVip>({
    ...{ id: 'havip-aaaaaaa1', name: 'ha-setup-web', address: '10.0.1.100', vpcId: 'vpc-1', subnetId: 'subnet-1' },
    ...{ state: 'UNBIND', checkAssociate: true },
    associations: pair.map((instance) => ({ instance, type: 'CVM' })),
    ...changes,
  });

export const withHaVip = (
  changes: Partial<Record<keyof HaVip, unknown>> = {},
  rest: Partial<Inventory> = {},
): Inventory => ({
  ...inventory,
  ...rest,
  haVips: [haVip(changes)],
});
