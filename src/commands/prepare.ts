import type { LivePair } from '../pair/live-pair.js';
import { buildPlan, countChanges, type PlannedOperation } from '../plan/build.js';
import type { CheckedPair } from './preflight.js';
import { openRetirement, type Retirement } from './replace.js';
import type { Toolbox } from './toolbox.js';

/** A pair that was checked and planned; nothing is changed yet. */
export interface Prepared {
  readonly live: LivePair;
  readonly plan: readonly PlannedOperation[];
  /** What becomes of a host that is no longer in the pair. */
  readonly retirement: Retirement | undefined;
  /** Changes of the plan and of the host that leaves. */
  readonly count: number;
  close(): Promise<void>;
}

/** Plans what a checked pair needs. The pair is closed with the result, or here where this fails. */
export async function prepare({ live, close }: CheckedPair, toolbox: Toolbox): Promise<Prepared> {
  let retirement: Retirement | undefined;
  const closeAll = async () => {
    await retirement?.close();
    await close();
  };
  try {
    retirement = await openRetirement(live, toolbox);
    const plan = buildPlan(live.view());
    const count = countChanges(plan) + countChanges(retirement?.plan ?? []);
    return { live, plan, retirement, count, close: closeAll };
  } catch (failure) {
    await closeAll();
    throw failure;
  }
}
