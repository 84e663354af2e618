/** What Ctrl-C asks of work that makes changes: the change under way ends, everything after it is left undone. */
export interface Interrupt {
  /** What to do and to say where Ctrl-C ends the program at once; it must not wait for anything. */
  parting: (() => string | undefined) | undefined;
  /** Work in which the first Ctrl-C waits for the change under way. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Between two changes. Throws CancelledError once Ctrl-C was pressed. */
  check(): void;
  /** Runs a piece of work that tells its reader when it is the last one. */
  telling<T>(tell: () => void, work: () => Promise<T>): Promise<T>;
}
