import type { EniId, Ipv4 } from '../cluster/ids.js';
import type { Eip } from '../ports/inventory.js';

/** BIND_ENI where the ENI has no instance; the API's clients take both for bound. */
export function isBound({ status }: Eip): boolean {
  return status === 'BIND' || status === 'BIND_ENI';
}

/** On its way from one state to another, which takes seconds. */
export function isChanging({ status }: Eip): boolean {
  return status === 'CREATING' || status === 'BINDING' || status === 'UNBINDING';
}

export function isBoundTo(eip: Eip, eni: EniId | undefined, address: Ipv4): boolean {
  return isBound(eip) && eip.eni === eni && eip.privateIp === address;
}
