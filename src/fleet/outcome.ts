import type { PairResult } from '../cluster/pair-result.js';
import { CancelledError, exitCodes, HaSetupError } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { SaidLine } from '../ports/pair-lines.js';
import type { Tone } from '../ports/reporter.js';
import type { Desk } from './desk.js';
import type { Member } from './members.js';

/** How one of several pairs came out. */
export interface Outcome<M extends Member = Member> {
  readonly member: M;
  /** What the command would have ended with for this pair alone. */
  readonly exitCode: number;
  /** What --json would have printed for this pair alone. */
  readonly result?: object;
  readonly failure?: HaSetupError;
  readonly said: readonly SaidLine[];
}

/** A row of the table at the end. */
export interface Summary {
  readonly status: Status;
  readonly active: string | null;
  readonly vip: string | null;
  readonly findings: string;
  readonly outageMs: number | null;
}

export type Status = 'ok' | 'changed' | 'warning' | 'failed' | 'stopped';

export const statusTones: Readonly<Record<Status, Tone>> = {
  ok: 'plain',
  changed: 'good',
  warning: 'warning',
  failed: 'bad',
  stopped: 'warning',
};

/** The worst first: stopped by a person; failed, perhaps half-way; a running pair is broken; nothing was changed; nothing was looked at. */
const worstFirst = [
  exitCodes.cancelled,
  exitCodes.failed,
  exitCodes.verification,
  exitCodes.preflight,
  exitCodes.answers,
] as const;

export function worstExitCode(outcomes: readonly Outcome[]): number {
  return worstFirst.find((code) => outcomes.some(({ exitCode }) => exitCode === code)) ?? exitCodes.ok;
}

/** What a piece of work for a pair came to. */
export function toOutcome<M extends Member>({ member, line, result }: Desk<M>, thrown: unknown): Outcome<M> {
  const given = result();
  const failure = thrown === undefined ? undefined : toFailure(thrown);
  return {
    member,
    exitCode: failure?.exitCode ?? exitCodes.ok,
    ...(given !== undefined && { result: given }),
    ...(failure !== undefined && { failure }),
    said: line.takeSaid(),
  };
}

/** A fault of the program in one pair does not stop the others. */
function toFailure(thrown: unknown): HaSetupError {
  if (thrown instanceof HaSetupError) return thrown;
  if (thrown instanceof Error && thrown.name === 'ExitPromptError') return new CancelledError(say.fleet.stopped);
  const said = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new HaSetupError(say.fleet.internal({ stack: said }), { cause: thrown });
}

/** Some pairs did not come out well; each was told of by itself. */
export class PairsError extends HaSetupError {
  override readonly exitCode: number;

  constructor(outcomes: readonly Outcome[]) {
    const bad = outcomes.filter(({ exitCode }) => exitCode !== exitCodes.ok);
    const names = listed(bad.map(({ member }) => member.label));
    super(say.fleet.failed({ bad: bad.length, all: outcomes.length, names }), { hint: say.fleet.failedHint });
    this.exitCode = worstExitCode(outcomes);
  }
}

/** As --json prints it. */
export function toPairResult({ member, exitCode, failure, result }: Outcome): PairResult {
  return {
    version: 1,
    answers: member.path,
    cluster: 'spec' in member ? member.spec.cluster : null,
    exitCode,
    error:
      failure === undefined
        ? null
        : { message: failure.message, where: failure.where ?? null, hint: failure.hint ?? null },
    result: result === undefined ? null : { ...result },
  };
}
