import type { EniId } from '../cluster/ids.js';
import type { HooksStatus } from '../facts/hooks.js';

/** One reason why a host should not be made active. */
export type Unfitness =
  | { readonly code: 'unreached'; readonly why: string }
  | { readonly code: 'hooks-silent' }
  /** Its own hooks keep it out: held, unhealthy, isolated, yielded. */
  | { readonly code: 'kept-out'; readonly fault: string; readonly why: string }
  | { readonly code: 'vrrp'; readonly role: HooksStatus['role'] }
  | { readonly code: 'owner-unread' }
  | { readonly code: 'api-failed'; readonly why: string }
  | { readonly code: 'may-not-migrate' }
  | { readonly code: 'no-room'; readonly eni: EniId };

/** The reason in words, as the end of "this host is not fit to be active:". */
export function explainUnfitness(reason: Unfitness): string {
  switch (reason.code) {
    case 'unreached':
      return `it cannot be reached: ${reason.why}`;
    case 'hooks-silent':
      return 'its hooks do not answer';
    case 'kept-out':
      return `${reason.fault === 'held' ? 'it is held' : reason.fault}: ${reason.why}`;
    case 'vrrp':
      return reason.role === 'FAULT' ? 'VRRP is in FAULT there' : 'keepalived does not run there';
    case 'owner-unread':
      return "it cannot read the VIP's owner from the API";
    case 'api-failed':
      return `with the credentials of its hooks: ${reason.why}`;
    case 'may-not-migrate':
      return 'its credentials may not MigratePrivateIpAddress on both ENIs';
    case 'no-room':
      return `its ENI ${reason.eni} has no room for the VIP`;
  }
}
