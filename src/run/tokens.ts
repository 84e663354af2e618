import { randomUUID } from 'node:crypto';
import { paths } from '../cluster/names.js';
import { CloudError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import type { HostPort } from '../ports/host.js';

/** So long after its call a token still serves a run that was killed: what the call made shows in the record long before. */
const lifeMs = 10 * 60_000;

/** The notes of client tokens, by what their calls make. */
export const tokenNames = { vip: 'vip', eip: 'eip' } as const;

interface Note {
  /** What the call makes, with all of its parameters: another call never gets this token. */
  readonly subject: string;
  readonly token: string;
  /** Epoch ms. */
  readonly at: number;
}

const remove = `rm -f "$1"; rmdir "$(dirname "$1")" "$(dirname "$(dirname "$1")")" 2>/dev/null; :`;

/**
 * Client tokens of calls that must happen once. The API answers a token that it knows with its old answer and does
 * nothing, so a token is drawn at random and noted on the host before the call: a run that was killed repeats it, and
 * whatever comes after what the call made was seen, or taken away again, draws a new one.
 */
export class ClientTokens {
  readonly #host: HostPort;
  readonly #clock: Clock;

  constructor(host: HostPort, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /**
   * Makes a call with its token, and with another one where the API says that this one is used up.
   * @param name names the note's file
   */
  async call(name: string, subject: string, send: (token: string) => Promise<void>): Promise<void> {
    const noted = await this.#find(name, subject);
    try {
      await send(noted ?? (await this.#draw(name, subject)));
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== 'token') throw error;
      await send(await this.#draw(name, subject));
    }
  }

  /** What the call made is there, or will not come: the token has done its work. */
  async forget(name: string): Promise<void> {
    await this.#host.run(['sh', '-c', remove, 'forget', pathOf(name)]);
  }

  async #draw(name: string, subject: string): Promise<string> {
    const note: Note = { subject, token: randomUUID(), at: this.#clock.now() };
    await this.#host.writeFile({ path: pathOf(name), content: `${JSON.stringify(note)}\n`, mode: 0o600 });
    return note.token;
  }

  async #find(name: string, subject: string): Promise<string | undefined> {
    const { code, stdout } = await this.#host.read(['cat', pathOf(name)]);
    const note = code === 0 ? parseNote(stdout) : undefined;
    if (note === undefined || note.subject !== subject) return undefined;
    const age = this.#clock.now() - note.at;
    return age >= 0 && age < lifeMs ? note.token : undefined;
  }
}

const pathOf = (name: string) => `${paths.tokens}/${name}`;

/** A note that cannot be read is none: its run was killed while it wrote, before any call. */
function parseNote(text: string): Note | undefined {
  try {
    const { subject, token, at } = JSON.parse(text) as Partial<Note>;
    if (typeof subject === 'string' && typeof token === 'string' && typeof at === 'number')
      return { subject, token, at };
  } catch {
    // Falls through.
  }
  return undefined;
}
