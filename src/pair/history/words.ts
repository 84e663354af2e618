import type { Cause, LoggedEvent } from '../../cluster/logs-result.js';
import { say } from '../../messages/say.js';
import { formatDuration } from '../../text/time.js';
import { nameOfFault, nameOfOwner, tidyReason } from '../problems.js';

/** An instance, an ENI, or nothing of it. */
export function nameOrNone(name: string | null | undefined): string {
  return name ?? say.logs.noEni;
}

/** Why the VIP moved. */
export function explainCause(cause: Cause): string {
  const words = say.logs.cause;
  const host = nameOrNone(cause.where);
  switch (cause.code) {
    case 'stopped':
      return words.stopped({ host });
    case 'died':
      return words.died({ host });
    case 'kept-out':
      return explainKeptOut(cause, host).trimEnd();
    case 'restarted':
      return words.restarted({ host });
    case 'silent':
      return words.silent({ host });
    case 'failback':
      return words.failback({ host });
    case 'foreign-eni':
      return words.foreignEni({ host });
    case 'no-eni':
      return words.noEni({ host });
    case 'dead-peer':
      return words.deadPeer({ host });
    case 'idle-peer':
      return words.idlePeer({ host });
    case 'somebody-else':
      return words.somebodyElse;
    case 'unrecorded':
      return words.unrecorded({ host });
  }
}

function explainKeptOut({ reason = '', why: said = '' }: Cause, host: string): string {
  const words = say.logs.cause;
  const why = tidyReason(said);
  switch (reason) {
    case 'held':
    case 'unhealthy':
    case 'isolated':
    case 'stranger':
      return words[reason]({ host, why });
    default:
      return words.keptOut({ host, reason: nameOfFault(reason), why });
  }
}

/** In the hooks' records, instead of an error code of the API. */
const noAnswer = 'no answer';

/** What a host saw, as one line. */
export function explainEvent(event: LoggedEvent): string {
  const { kind, reason = '', why = '', seconds = 0 } = event;
  const words = say.logs.event;
  const time = formatDuration(seconds * 1000, 'elapsed');
  const [from, to] = [nameOrNone(event.from), nameOrNone(event.to)];
  switch (kind) {
    case 'started':
      return words.started({ up: time, role: to });
    case 'role':
      return reason === 'unheard' ? words.roleUnheard({ from, to }) : words.role({ from, to });
    case 'nic-on':
      return words.nicOn;
    case 'nic-off':
      return words.nicOff;
    case 'owner':
      return words.owner({ from: nameOfOwner(from), to: nameOfOwner(to) });
    case 'unfit':
      return words.unfit({ reason: nameOfFault(reason), why: tidyReason(why) }).trimEnd();
    case 'fit':
      return words.fit({ reason: nameOfFault(reason) });
    case 'api-lost':
      return words.apiLost({ why: why === noAnswer ? words.noAnswer : why });
    case 'api-back':
      return words.apiBack;
    case 'detected':
      return reason === 'became-master' ? words.becameMaster : words.sawItAway({ code: reason });
    case 'accepted':
      return words.accepted({ from });
    case 'landed':
      return seconds > 0 ? words.landedLate({ from, time }) : words.landed({ from });
    case 'moved':
      return words.moved({ from, to });
  }
}
