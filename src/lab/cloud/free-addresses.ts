import { cidrRange, type Ipv4, ipToNumber, isInCidr, numberToIp, patterns } from '../../cluster/ids.js';
import { type Account, isUsed } from './account.js';
import { ApiError } from './api-error.js';
import { verifyForm } from './paging.js';

function cidrOf(account: Account, subnet: string): string {
  return account.subnets.find(({ id }) => id === subnet)?.cidr ?? '0.0.0.0/32';
}

/** Throws ApiError where the address cannot be given to anybody in the subnet: malformed, outside, reserved, in use. */
export function verifyFree(account: Account, subnet: string, field: string, address: string): void {
  verifyForm(field, address, patterns.ipv4);
  const cidr = cidrOf(account, subnet);
  if (!isInCidr(address as Ipv4, cidr)) {
    throw new ApiError('InvalidParameterValue.Range', `The address \`${address}\` is not in the subnet ${cidr}.`);
  }
  const { first, last } = cidrRange(cidr);
  const value = ipToNumber(address as Ipv4);
  if (value <= first + 1 || value === last) {
    throw new ApiError('InvalidParameterValue.Reserved', `The address \`${address}\` is reserved.`);
  }
  if (isUsed(account, address)) {
    throw new ApiError('ResourceInUse', `The address \`${address}\` is already in use.`);
  }
}

/** The first free addresses of the subnet; throws ApiError with the code where there are too few. */
export function pickFree(
  account: Account,
  subnet: string,
  count: number,
  code = 'ResourceInsufficient.Subnet',
): readonly string[] {
  const { first, last } = cidrRange(cidrOf(account, subnet));
  const free: string[] = [];
  for (let value = first + 2; value < last && free.length < count; value += 1) {
    const address = numberToIp(value);
    if (!isUsed(account, address)) free.push(address);
  }
  if (free.length < count) throw new ApiError(code, 'The subnet has too few free addresses.');
  return free;
}
