import { randomBytes } from 'node:crypto';
import { HaSetupError, HostError } from '../errors.js';
import { type Messages, say } from '../messages/say.js';
import type { Argv, CommandResult, HostReader, RunOptions } from '../ports/host.js';
import { parseFrames, renderScript } from './frames.js';

/** One thing a host can be asked: the words of a command that only reads, and a pure parser of what it says. */
export interface Fact<T> {
  readonly key: keyof Messages['facts']['subjects'];
  readonly argv: Argv;
  /** Throws an Error with a reason where the reply makes no sense; a reply that says "no" is a value. */
  parse(result: CommandResult): T;
}

export type Gathered<F extends Readonly<Record<string, Fact<unknown>>>> = {
  readonly [K in keyof F]: F[K] extends Fact<infer T> ? T : never;
};

/**
 * Asks a host for several facts in one round trip, in the order given.
 * Throws HostError where the host is lost, HaSetupError where it answers something that no parser understands.
 */
export async function gather<const F extends Readonly<Record<string, Fact<unknown>>>>(
  host: HostReader,
  facts: F,
  options?: Pick<RunOptions, 'timeoutMs'>,
): Promise<Gathered<F>> {
  const entries = Object.entries(facts);
  const boundary = `ha-setup-${randomBytes(12).toString('hex')}`;
  const script = renderScript(
    entries.map(([, fact]) => fact.argv),
    boundary,
  );
  const reply = await host.read(['sh', '-c', script], options);
  const results = parseFrames(reply, entries.length, boundary);
  if (results === undefined) throw unframed(host, reply);
  const values = entries.map(([name, fact], index) => [name, parse(host, fact, results[index] ?? reply)]);
  return Object.fromEntries(values) as Gathered<F>;
}

function parse<T>(host: HostReader, fact: Fact<T>, result: CommandResult): T {
  try {
    return fact.parse(result);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const said = result.stderr.trim().split('\n', 1)[0];
    const { unreadable, unreadableSaid, unreadableHint, subjects, where } = say.facts;
    const words = { node: host.node, subject: subjects[fact.key], reason };
    throw new HaSetupError(said ? unreadableSaid({ ...words, said }) : unreadable(words), {
      where: where(host),
      hint: unreadableHint({ program: fact.argv[0] }),
      cause,
    });
  }
}

function unframed(host: HostReader, reply: CommandResult): HostError {
  const said = `${reply.stdout}\n${reply.stderr}`.trim().split('\n', 1)[0] || say.facts.status(reply);
  return new HostError('lost', say.facts.notWhole({ node: host.node, said }), {
    where: say.facts.where(host),
    hint: say.facts.notWholeHint,
  });
}
