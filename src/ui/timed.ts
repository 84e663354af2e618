import { formatDuration } from '../text/time.js';

/** Does a step of the work; with --verbose a line says how long it took, whether it succeeded or not. */
export function timedSteps(
  tell: ((line: string) => void) | undefined,
): <T>(what: string, work: () => Promise<T>) => Promise<T> {
  return async (what, work) => {
    if (tell === undefined) return work();
    const begun = performance.now();
    try {
      return await work();
    } finally {
      tell(`  ${formatDuration(performance.now() - begun)}  ${what}`);
    }
  };
}
