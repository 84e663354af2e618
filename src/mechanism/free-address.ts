import { cidrRange, type Ipv4, ipToNumber, numberToIp } from '../cluster/ids.js';
import type { Subnet, UsedAddress } from '../ports/inventory.js';

/** The highest address of the subnet that nothing uses; undefined where there is none. */
export function findFree(subnet: Subnet, used: readonly Pick<UsedAddress, 'address'>[]): Ipv4 | undefined {
  const { first, last } = cidrRange(subnet.cidr);
  const taken = new Set(used.map(({ address }) => ipToNumber(address)));
  // The cloud keeps the subnet's first two addresses and its last one for itself.
  for (let candidate = last - 1; candidate > first + 1; candidate--) {
    if (!taken.has(candidate)) return numberToIp(candidate);
  }
  return undefined;
}
