import type { Lane } from '../ports/reporter.js';

/** Runs one task's work under some display; rejects when the work fails. */
export type RunTask = (lane: Lane, index: number) => Promise<void>;

/** Lanes side by side, tasks in order; every lane ends before the first failure is thrown. */
export async function runLanes(lanes: readonly Lane[], runTask: RunTask): Promise<void> {
  const results = await Promise.allSettled(
    lanes.map(async (lane) => {
      for (const index of lane.tasks.keys()) await runTask(lane, index);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
