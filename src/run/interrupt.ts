import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Interrupt as InterruptPort } from '../ports/interrupt.js';

/**
 * What Ctrl-C means at a moment. While changes are made, the first one lets the change that is under way end; everything
 * after it is left undone. At any other time, and the second time, the program ends at once.
 */
export class Interrupt implements InterruptPort {
  parting: (() => string | undefined) | undefined;
  #guards = 0;
  #requested = false;
  readonly #listeners = new Set<() => void>();

  /** Somebody pressed Ctrl-C: whether to wait for the change under way, or to end now. */
  press(): 'wait' | 'end' {
    if (this.#guards === 0 || this.#requested) return 'end';
    this.#requested = true;
    for (const tell of this.#listeners) tell();
    return 'wait';
  }

  /** Changes are being made: a half-made one is worse than a late end. */
  get isGuarded(): boolean {
    return this.#guards > 0;
  }

  /** Work in which Ctrl-C waits. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    this.#guards += 1;
    try {
      return await work();
    } finally {
      this.#guards -= 1;
    }
  }

  /** Between two changes. Throws CancelledError once Ctrl-C was pressed. */
  check(): void {
    if (this.#requested) throw new CancelledError(say.run.stopped);
  }

  /** Runs a piece of work that tells its reader when it is the last one. */
  async telling<T>(tell: () => void, work: () => Promise<T>): Promise<T> {
    this.#listeners.add(tell);
    try {
      return await work();
    } finally {
      this.#listeners.delete(tell);
    }
  }
}
