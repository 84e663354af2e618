/** ms of silence after which a person wonders. */
const silenceMs = 800;

/**
 * Makes a function that does work and, where it takes longer than a moment, says in one line what is being waited for.
 * @param write to the terminal, never to where results go; absent where nobody watches
 */
export function waitingLines(
  write: ((text: string) => void) | undefined,
): <T>(what: string, work: () => Promise<T>) => Promise<T> {
  return async (what, work) => {
    if (write === undefined) return work();
    const timer = setTimeout(() => write(`${what} …\n`), silenceMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  };
}
