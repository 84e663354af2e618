import { unit } from '../cluster/names.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Clock } from '../ports/clock.js';
import type { HostPort } from '../ports/host.js';

export interface HostContext {
  readonly host: HostPort;
  /** The instance's id, for messages. */
  readonly label: string;
  /** Names this run's folder of backups: a UTC time stamp. */
  readonly stamp: string;
  /** Output of a slow command. */
  readonly onLine: (line: string) => void;
  /** Something that the reader should know of while it lasts. */
  readonly onStep: (line: string) => void;
  readonly clock: Clock;
}

/** A change that a host refused, with the last lines of what it said. */
export function failure(what: string, output: string, { label }: HostContext): HaSetupError {
  const tail = output.trim().split('\n').slice(-6).join('\n    ');
  return new HaSetupError(say.run.failed({ what, output: tail }), {
    where: label,
    hint: say.run.failedHint({ unit }),
  });
}
