import pLimit from 'p-limit';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Interrupt } from '../ports/interrupt.js';
import type { Desk } from './desk.js';
import type { Member } from './members.js';
import { type Outcome, type Summary, statusTones, toOutcome } from './outcome.js';

interface How {
  /** Pairs at once. */
  readonly parallel: number;
  readonly interrupt: Interrupt;
  /** What the pair's line shows at its end. */
  summarise(outcome: Outcome): Summary;
  /** Told of each pair that has ended. */
  onEnd?(outcome: Outcome): void;
}

/** Works on every pair, so many at once. A pair that fails stops none of the others; once somebody pressed Ctrl-C none begins. */
export async function eachPair<M extends Member>(
  desks: readonly Desk<M>[],
  work: (desk: Desk<M>) => Promise<void>,
  { parallel, interrupt, summarise, onEnd }: How,
): Promise<readonly Outcome<M>[]> {
  const limit = pLimit(parallel);
  let isStopped = false;
  const one = async (desk: Desk<M>): Promise<Outcome<M>> => {
    desk.line.begin();
    const thrown = await begin(desk).then(
      () => undefined,
      (error: unknown) => error,
    );
    const outcome = toOutcome(desk, thrown);
    if (outcome.failure instanceof CancelledError) isStopped = true;
    const summary = summarise(outcome);
    desk.line.end(say.fleet.status[summary.status], noteOf(summary), statusTones[summary.status]);
    onEnd?.(outcome);
    return outcome;
  };
  const begin = async (desk: Desk<M>): Promise<void> => {
    if (isStopped) throw new CancelledError(say.fleet.notBegun);
    interrupt.check();
    await work(desk);
  };
  return Promise.all(desks.map((desk) => limit(() => one(desk))));
}

function noteOf({ active, findings }: Summary): string {
  return active === null ? findings : say.fleet.isActive({ active, findings });
}
