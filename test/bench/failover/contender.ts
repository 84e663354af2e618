import type { Lab } from '../../../src/lab/lab.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';

/** How a pair is to behave: the two modes of the guide, ours with fast detection, and both mechanisms. */
export type Variant = 'stable' | 'preferred' | 'fast' | 'havip' | 'havip-fast';

/** A pair as one of the two set it up, in a lab of its own. */
export interface Pair {
  readonly lab: Lab;
  readonly vip: string;
  /** The devices that carry the VIP on the host that the record names and on the other say that all is well. */
  isWell(owner: readonly string[], other: readonly string[]): boolean;
  /** After every fault has been repaired: makes the pair well again by what a person would do. */
  revive(): Promise<void>;
  /** Runs the set-up once more, where there is one. */
  again?(): Promise<void>;
}

/** Whose scripts are on the hosts. */
export interface Contender {
  readonly title: string;
  readonly variants: readonly Variant[];
  /** Has a set-up of its own, which may be run again. */
  readonly hasSetUp: boolean;
  start(variant: Variant): Promise<Pair>;
}

export const names = ['a', 'b'] as const satisfies readonly MachineName[];

export function peerOf(name: MachineName): MachineName {
  return name === 'a' ? 'b' : 'a';
}

/** Runs a script on a host; throws with what it printed where it fails. */
export async function must(lab: Lab, name: MachineName, script: string): Promise<string> {
  const { code, stdout, stderr } = await lab.machines[name].exec(['sh', '-c', script]);
  if (code !== 0) throw new Error(`${name}: ${script} ended with ${code}: ${stdout}${stderr}`);
  return stdout;
}
