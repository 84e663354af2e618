import type { Ipv4 } from '../cluster/ids.js';
import type { Eni } from '../ports/inventory.js';

/** The ENI can take the VIP: it has it already, or a place for it (DescribeNetworkInterfaceLimit). Undefined: one more address. */
export function hasRoom({ ips, ipQuota }: Pick<Eni, 'ips' | 'ipQuota'>, vip: Ipv4 | undefined): boolean {
  return ipQuota === undefined || ips.filter(({ address }) => address !== vip).length < ipQuota;
}
