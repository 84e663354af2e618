import type { Contender, Pair, Variant } from './contender.js';
import type { Fault } from './fault.js';
import { type Measured, Scene } from './scene.js';

/** What came of a fault: a measurement, or why there is none. */
export type Outcome = Measured | { readonly failed: string };

/** Does every fault of one variant to a pair in a lab of its own; `told` hears each as it is over. */
export async function play(
  contender: Contender,
  variant: Variant,
  faults: readonly Fault[],
  told: (fault: Fault, outcome: Outcome) => void,
): Promise<void> {
  let pair: Pair | undefined;
  let scene: Scene | undefined;
  try {
    for (const fault of faults.filter(({ again }) => again !== true || contender.hasSetUp)) {
      try {
        if (pair === undefined || scene === undefined || fault.goesOn !== true) {
          pair ??= await contender.start(variant);
          scene = await Scene.set(pair);
        }
        told(fault, await fault.play(scene));
      } catch (error) {
        told(fault, { failed: (error as Error).message });
        // What is left of this pair is no ground for the next fault.
        await pair?.lab.close();
        pair = undefined;
        scene = undefined;
      }
    }
  } finally {
    await pair?.lab.close();
  }
}
