import type { Clock } from '../ports/clock.js';

/** Asks again until there is an answer; throws what `late` makes once timeoutMs have passed without one. */
export async function until<T>(
  clock: Clock,
  times: { readonly timeoutMs: number; readonly intervalMs: number },
  ask: () => Promise<T | undefined>,
  late: () => Error,
): Promise<T> {
  const deadline = clock.now() + times.timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (clock.now() >= deadline) throw late();
    await clock.sleep(times.intervalMs);
  }
}
