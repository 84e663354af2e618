import type { ClusterSpec } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import type { Each } from '../pair/pair.js';
import type { HostPort } from '../ports/host.js';
import { withPairLock } from '../run/lock.js';
import type { Toolbox } from './toolbox.js';

/** Does the work while no other run may change the pair; whoever waits for another run hears at once whose. Throws HaSetupError. */
export function whileLocked<T>(
  spec: ClusterSpec,
  hosts: Partial<Each<HostPort>>,
  { whoami, reporter }: Pick<Toolbox, 'whoami' | 'reporter'>,
  work: () => Promise<T>,
): Promise<T> {
  const onWait = (who: string) => reporter.say(say.run.waitingForRun({ who }), 'warning');
  return withPairLock(spec, hosts, whoami, work, onWait);
}
