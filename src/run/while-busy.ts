import { CloudError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Clock } from '../ports/clock.js';

/** An ENI or an EIP that something else changes can stay busy for most of a minute. */
const patienceMs = 60_000;
const pauseMs = 3_000;

/** Makes a call that the cloud refused only because the resource is busy again and again, for a minute, and says so. */
export async function whileBusy<T>(clock: Clock, tell: (line: string) => void, call: () => Promise<T>): Promise<T> {
  const start = clock.now();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== 'busy' || clock.now() - start > patienceMs) throw error;
      tell(say.run.busy({ code: error.code }));
      await clock.sleep(pauseMs);
    }
  }
}
