import type { Change, Target } from '../operations/change.js';
import type { View } from '../operations/operation.js';
import { stages } from './stages.js';

export interface PlannedOperation {
  readonly stage: string;
  readonly title: string;
  readonly target: Target;
  readonly changes: readonly Change[];
  /** Why nothing is needed, where nothing is. */
  readonly ok?: string;
}

/** What a run would do, as far as it can be known now: what follows from a change still to be made is planned for its likely outcome. */
export function buildPlan(view: View): readonly PlannedOperation[] {
  return stages(view).flatMap(({ title: stage, lanes }) =>
    lanes.flat().map((operation) => {
      const diff = operation.diff(view);
      const { title, target } = operation;
      return { stage, title, target, changes: diff.changes, ...('ok' in diff && { ok: diff.ok }) };
    }),
  );
}

export function countChanges(plan: readonly PlannedOperation[]): number {
  return plan.reduce((sum, { changes }) => sum + changes.length, 0);
}
