import type { Variant } from './contender.js';
import type { Measured, Scene } from './scene.js';

/** A migration lands so long after the API accepted it: the lab's default. */
export const landing = 2000;
/** Five pings: what a busy machine loses without any fault. */
export const seamless = 100;

export interface Fault {
  readonly title: string;
  readonly variant: Variant;
  /** The longest silence that we promise, ms. */
  readonly silenceMs: number;
  /** Accepted migrations, from and to. */
  readonly moves: readonly [number, number];
  /** Begins where the fault before it has ended, without a repair in between. */
  readonly goesOn?: true;
  /** Means the same where the VIP is a HAVIP. */
  readonly both?: true;
  /** Only for who has a set-up of its own to run again. */
  readonly again?: true;
  play(scene: Scene): Promise<Measured>;
}

export const stable = { variant: 'stable', silenceMs: seamless, both: true } as const;
export const once: readonly [number, number] = [1, 1];
export const none: readonly [number, number] = [0, 0];
export const atMostOnce: readonly [number, number] = [0, 1];
export const minute = 60_000;
