const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const pending = new Set<() => Promise<void>>();
let ending = false;

async function end(signal: NodeJS.Signals): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...pending].map((work) => work()));
  for (const name of signals) process.removeListener(name, end);
  // As if nobody had listened, so that whoever started us sees why we ended.
  process.kill(process.pid, signal);
}

/** Does the work before Ctrl-C, a hang-up or SIGTERM ends this process; the function that is returned calls it off. */
export function onSignal(work: () => Promise<void>): () => void {
  if (pending.size === 0) for (const name of signals) process.on(name, end);
  pending.add(work);
  return () => {
    pending.delete(work);
    if (pending.size === 0) for (const name of signals) process.removeListener(name, end);
  };
}
