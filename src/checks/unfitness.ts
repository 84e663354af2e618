import type { EniId } from '../cluster/ids.js';
import type { HooksStatus } from '../facts/hooks.js';
import { say } from '../messages/say.js';

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
  const words = say.checks.unfit;
  switch (reason.code) {
    case 'unreached':
      return words.unreached(reason);
    case 'hooks-silent':
      return words.silent;
    case 'kept-out':
      return reason.fault === 'held' ? words.held(reason) : words.keptOut(reason);
    case 'vrrp':
      return reason.role === 'FAULT' ? words.fault : words.stopped;
    case 'owner-unread':
      return words.ownerUnread;
    case 'api-failed':
      return words.apiFailed(reason);
    case 'may-not-migrate':
      return words.mayNotMigrate;
    case 'no-room':
      return words.noRoom(reason);
  }
}
