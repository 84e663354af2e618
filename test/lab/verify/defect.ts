import type { CauseCode } from '../../../src/cluster/verify-result.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';
import type { Pair } from '../pair.js';

/** The pair that a defect is put into: who is active, who waits, and the EIP on the VIP. */
export interface Scene {
  readonly pair: Pair;
  readonly active: MachineName;
  readonly standby: MachineName;
  readonly eip: string;
}

export interface Defect {
  /** Put into the pair behind ha-setup's back, and taken out again. */
  inject(scene: Scene): Promise<unknown>;
  undo(scene: Scene): Promise<unknown>;
  readonly env?: NodeJS.ProcessEnv;
  /** Words that verify's message of the check must have. */
  readonly id: string;
  readonly level?: 'warning';
  readonly says: string;
  readonly hint: string;
  /** What doctor takes for the cause. */
  readonly cause: CauseCode;
}

/** How most hints begin: the command that puts things back. */
export const repair = 'ha-setup --answers ';

/** Runs on the standby; what it changes there wakes nobody up. */
export function onStandby(inject: string, undo: string): Pick<Defect, 'inject' | 'undo'> {
  const on =
    (script: string) =>
    async ({ pair, standby }: Scene) => {
      const { code, stderr } = await pair.sh(standby, script);
      if (code !== 0) throw new Error(`${script}: ${stderr}`);
    };
  return { inject: on(inject), undo: on(undo) };
}

/** The file is put back as it was, with its mode and time. */
export const keep = (path: string, script: string): Pick<Defect, 'inject' | 'undo'> =>
  onStandby(`cp -a ${path} /root/kept; ${script}`, `cp -a /root/kept ${path}`);
