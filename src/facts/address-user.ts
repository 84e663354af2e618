import type { Ipv4 } from '../cluster/ids.js';
import { say } from '../messages/say.js';
import type { CloudFacts } from './survey.js';

/** What has an address, as far as the cloud tells. */
export interface AddressUser {
  /** The resource's id; absent where the cloud does not name it. */
  readonly id?: string;
  /** Its kind in the cloud's words, or the instance that an ENI belongs to. */
  readonly kind?: string;
  /** The address's own description, where it is on an ENI. */
  readonly description?: string;
}

/** What has an address of the pair's subnet; undefined where nothing has it. */
export function findUser(address: Ipv4, { inventory, used }: CloudFacts): AddressUser | undefined {
  for (const { id, instance, ips } of inventory.enis) {
    const ip = ips.find((one) => one.address === address);
    if (ip !== undefined) return { id, description: ip.description, ...(instance && { kind: instance }) };
  }
  const haVip = inventory.haVips.find((one) => one.address === address);
  if (haVip !== undefined) return { id: haVip.id, kind: 'HAVIP', description: haVip.name };
  const record = used.find((one) => one.address === address);
  if (record === undefined) return undefined;
  const { resourceId, resourceType } = record;
  return { ...(resourceId && { id: resourceId }), ...(resourceType && { kind: resourceType }) };
}

/** Such as "lb-12345678 (CLB)". */
export function nameUser({ id, kind }: AddressUser): string {
  const words = say.addresses;
  if (id === undefined) return kind === undefined ? words.unnamedUser : words.kindOfUser({ kind });
  return kind === undefined || kind === id ? id : words.user({ id, kind });
}
