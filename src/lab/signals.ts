const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Listener = (signal: NodeJS.Signals) => void;

const pending = new Set<() => Promise<void>>();
const others = new Map<string, readonly Listener[]>();
let ending = false;

function takeOver(): void {
  for (const signal of signals) {
    // Whoever listens already would end this process before our work is done; their turn comes after it.
    others.set(signal, process.listeners(signal) as Listener[]);
    process.removeAllListeners(signal);
    process.on(signal, end);
  }
}

function giveBack(): void {
  for (const signal of signals) {
    process.removeListener(signal, end);
    for (const listener of others.get(signal) ?? []) process.on(signal, listener);
  }
  others.clear();
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...pending].map((work) => work()));
  giveBack();
  // As if nobody had listened, so that whoever started us sees why we ended.
  process.kill(process.pid, signal);
  // A listener's turn comes in the event loop, which must not have run dry by then.
  setTimeout(() => process.exit(1), 5000);
}

/** Whether a signal is about to end this process; what fails meanwhile fails because of it. */
export function isEnding(): boolean {
  return ending;
}

/** Does the work before Ctrl-C, a hang-up or SIGTERM ends this process; the function that is returned calls it off. */
export function onSignal(work: () => Promise<void>): () => void {
  if (pending.size === 0) takeOver();
  pending.add(work);
  return () => {
    if (pending.delete(work) && pending.size === 0 && !ending) giveBack();
  };
}
