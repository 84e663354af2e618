import type { AnyAuthMethod, AuthHandlerMiddleware, ParsedKey } from 'ssh2';
import type { Secret } from '../../spec/secret.js';
import { OrderedAgent } from './agent.js';
import { type AskPassphrase, type Identity, unlock } from './identity.js';

export interface AuthOptions {
  readonly user: string;
  readonly identities: readonly Identity[];
  /** The user named the identity file: then a key that is ready goes before the agent's. */
  readonly named: boolean;
  readonly agentSocket?: string;
  readonly passphrase?: AskPassphrase;
  readonly password?: Secret;
}

interface Attempt {
  readonly method: AnyAuthMethod;
  describe(): string;
}

/** Walks through the ways to log in, and remembers them for the message. */
export class Authentication {
  readonly #attempts: AsyncGenerator<Attempt>;
  readonly #tried: Attempt[] = [];
  readonly #notes: string[] = [];
  readonly #asking: <T>(question: Promise<T>) => Promise<T>;
  /** Nothing is left to try; what ssh2 reports next is final. */
  exhausted = false;
  /** What the server last said that it would take. */
  accepts: readonly string[] = [];

  /** `asking` wraps the time in which a person is asked something. */
  constructor(options: AuthOptions, asking: <T>(question: Promise<T>) => Promise<T>) {
    this.#asking = asking;
    this.#attempts = this.#plan(options);
  }

  /** ssh2's hook: called for the first method and after each refusal. */
  readonly next: AuthHandlerMiddleware = (left: string[] | null, _partial, use) => {
    this.accepts = left ?? this.accepts;
    this.#following(left).then(
      (attempt) => use(attempt?.method ?? none),
      () => use(none),
    );
  };

  /** Each way that was tried, and what was passed over, with the reason. */
  describe(): string {
    const all = [...this.#tried.map((attempt) => attempt.describe()), ...this.#notes];
    return all.length > 0 ? all.join(', ') : 'nothing: no key, agent or password was found';
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  async #following(left: readonly string[] | null): Promise<Attempt | undefined> {
    for await (const attempt of { [Symbol.asyncIterator]: () => this.#resumable() }) {
      const asked = attempt.method.type === 'agent' ? 'publickey' : attempt.method.type;
      if (left !== null && !left.includes(asked)) continue;
      this.#tried.push(attempt);
      return attempt;
    }
    this.exhausted = true;
    return undefined;
  }

  /** The same generator without `return`, which `for await` would call when it is left. */
  #resumable(): AsyncIterator<Attempt> {
    return { next: () => this.#attempts.next() };
  }

  async *#plan(options: AuthOptions): AsyncGenerator<Attempt> {
    const { user, identities } = options;
    const named = options.named ? identities[0] : undefined;
    if (named?.kind === 'key') yield keyAttempt(user, named.file, named.key);
    let agent: OrderedAgent | undefined;
    if (options.agentSocket !== undefined) {
      agent = new OrderedAgent(options.agentSocket, publicKeyOf(named));
      yield agentAttempt(user, agent);
    }
    for (const identity of identities) {
      if (identity.kind === 'key' && identity !== named) yield keyAttempt(user, identity.file, identity.key);
      if (identity.kind === 'unusable') this.note(`${identity.file} (${identity.why})`);
    }
    for (const identity of identities) {
      if (identity.kind !== 'encrypted' || (identity === named && agent?.hasFirst === true)) continue;
      const ask = options.passphrase;
      const key = ask === undefined ? undefined : await this.#asking(unlock(identity, ask));
      if (key === undefined) this.note(`${identity.file} (its passphrase was not given)`);
      else yield keyAttempt(user, identity.file, key);
    }
    if (options.password === undefined) return;
    const password = options.password.reveal();
    yield { method: { type: 'password', username: user, password }, describe: () => 'password' };
    yield { method: interactive(user, password), describe: () => 'keyboard-interactive' };
  }
}

/** ssh2 ends the attempts when it is given false, which its types leave out. */
const none = false as unknown as 'none';

function keyAttempt(username: string, file: string, key: ParsedKey): Attempt {
  return { method: { type: 'publickey', username, key }, describe: () => `key ${file}` };
}

function agentAttempt(username: string, agent: OrderedAgent): Attempt {
  const describe = () => (agent.offered === undefined ? 'agent (no answer)' : `agent (${agent.offered} keys)`);
  return { method: { type: 'agent', username, agent }, describe };
}

/** Answers a hidden question with the password; one that echoes asks for something else. */
function interactive(username: string, password: string): AnyAuthMethod {
  return {
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _language, prompts, finish) =>
      finish(prompts.map((prompt) => (prompt.echo === true ? '' : password))),
  };
}

function publicKeyOf(identity: Identity | undefined): ParsedKey | undefined {
  if (identity === undefined || identity.kind === 'unusable') return undefined;
  return identity.kind === 'key' ? identity.key : identity.publicKey;
}
