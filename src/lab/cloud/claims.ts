import type { Announcement } from './fabric.js';

/** Each port may claim once in so long; what it announces meanwhile does not count. */
const paceMs = 5000;
const limit = 20_000;

/** What became of an ARP packet whose sender is a HAVIP. */
export type ClaimOutcome =
  /** It moves the HAVIP when it lands. */
  | 'honoured'
  /** The record names its port already. */
  | 'owner'
  /** A knob had it lost. */
  | 'lost'
  /** Within 5 s of the port's last claim. */
  | 'paced'
  /** Its port may not have the HAVIP. */
  | 'not-associated'
  /** Its port is in another subnet. */
  | 'other-subnet'
  /** The sender's MAC is not its port's. */
  | 'other-mac'
  /** Sender and target are not the same address: an ordinary question or answer. */
  | 'not-gratuitous';

/** One ARP packet whose sender is a HAVIP, as a port of the network heard it. */
export interface LoggedClaim extends Announcement {
  /** Epoch ms. */
  readonly at: number;
  readonly haVip: string;
  readonly instance: string | undefined;
  readonly outcome: ClaimOutcome;
}

/** The claims until now, and what is counted of them. */
export class Claims {
  #log: LoggedClaim[] = [];
  #lost = 0;
  readonly #last = new Map<string, number>();

  add(claim: LoggedClaim): void {
    this.#log.push(claim);
    if (this.#log.length > limit) this.#log = this.#log.slice(-limit / 2);
    if (claim.outcome === 'honoured' || claim.outcome === 'lost') this.#last.set(claim.eni, claim.at);
  }

  all(): readonly LoggedClaim[] {
    return this.#log;
  }

  clear(): void {
    this.#log = [];
  }

  /** Whether the ENI's port has claimed too short a time ago. */
  isPaced(eni: string, at: number): boolean {
    const last = this.#last.get(eni);
    return last !== undefined && at - last < paceMs;
  }

  /** Counts one claim against those to be lost; false where none is any more. */
  lose(most: number): boolean {
    if (this.#lost >= most) return false;
    this.#lost += 1;
    return true;
  }

  /** Counts anew the claims that are lost. */
  loseAnew(): void {
    this.#lost = 0;
  }

  forget(): void {
    this.clear();
    this.loseAnew();
    this.#last.clear();
  }
}
