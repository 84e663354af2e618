import type { Fault, FaultEffect } from './knobs.js';

/** Counts calls against the faults that are set, and says which of them a call meets. */
export class FaultBook {
  readonly #seen = new WeakMap<Fault, number>();

  /** Counts one call; returns the effects that it meets. */
  meet(faults: readonly Fault[], action: string, caller: string | undefined): readonly FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const fault of faults) {
      if (fault.action !== '*' && fault.action !== action) continue;
      if (fault.caller !== undefined && caller?.startsWith(fault.caller) !== true) continue;
      const count = (this.#seen.get(fault) ?? 0) + 1;
      this.#seen.set(fault, count);
      const first = fault.nth ?? 1;
      if (count >= first && count < first + (fault.times ?? Number.POSITIVE_INFINITY)) effects.push(fault.effect);
    }
    return effects;
  }
}

/** Calls of each key and action within the last second. */
export class RateLimiter {
  readonly #calls = new Map<string, number[]>();

  /** Counts one call; false when it is one too many within a second. */
  allows(key: string, limit: number, now: number): boolean {
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < 1000);
    if (recent.length >= limit) return false;
    recent.push(now);
    this.#calls.set(key, recent);
    return true;
  }
}
