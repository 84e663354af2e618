import type { AnyAuthMethod, AuthHandlerMiddleware, ParsedKey } from 'ssh2';
import { OrderedAgent } from './agent.js';
import { type Attempt, type AuthOptions, Dialogue } from './dialogue.js';
import { type Identity, unlock } from './identity.js';
import { renderWho } from './target.js';

/** A way to log in; `prepare` may ask for a secret and is called only where the server takes the method. */
interface Way {
  readonly asked: 'publickey' | 'password' | 'keyboard-interactive';
  prepare(): Promise<Attempt | undefined>;
}

const maxPasswords = 3;
/** Where a server wants two ways, one after the other, the first success starts the list again. */
const maxRounds = 4;

/** Walks through the ways to log in, and remembers them for the message. */
export class Authentication {
  readonly #options: AuthOptions;
  #ways: Iterator<Way>;
  #rounds = 1;
  readonly #tried: Attempt[] = [];
  readonly #notes = new Set<string>();
  readonly #asking: <T>(question: Promise<T>) => Promise<T>;
  /** Nothing is left to try; what ssh2 reports next is final. */
  exhausted = false;
  /** What the server last said that it would take. */
  accepts: readonly string[] = [];

  /** `asking` wraps the time in which a person is asked something. */
  constructor(options: AuthOptions, asking: <T>(question: Promise<T>) => Promise<T>) {
    this.#options = options;
    this.#asking = asking;
    this.#ways = this.#plan();
  }

  /** ssh2's hook: called for the first method and after each refusal or partial success. */
  readonly next: AuthHandlerMiddleware = (left: string[] | null, partial, use) => {
    this.accepts = left ?? this.accepts;
    if (partial === true) this.#startAgain();
    this.#following(left).then(
      (attempt) => use(attempt ?? none),
      () => use(none),
    );
  };

  /** Each way that was tried and why it failed, and what was passed over. */
  describe(): string {
    const all = new Set([...this.#tried.map((attempt) => attempt.describe()), ...this.#notes]);
    return all.size > 0 ? [...all].join(', ') : 'nothing: no key, agent or password was found';
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  #startAgain(): void {
    this.#tried.pop();
    this.#rounds += 1;
    if (this.#rounds <= maxRounds) this.#ways = this.#plan();
  }

  async #following(left: readonly string[] | null): Promise<AnyAuthMethod | undefined> {
    for (let step = this.#ways.next(); step.done !== true; step = this.#ways.next()) {
      const way = step.value;
      if (left !== null && !left.includes(way.asked)) continue;
      const attempt = await way.prepare();
      if (attempt === undefined) continue;
      this.#tried.push(attempt);
      return attempt.method;
    }
    this.exhausted = true;
    return undefined;
  }

  /** Keys that are at hand, then those that want a passphrase, then passwords: a person is asked last. */
  *#plan(): Generator<Way> {
    const { target, identities, named, agentSocket, identitiesOnly } = this.#options;
    const { user } = target;
    const first = named ? identities.filter(({ kind }) => kind === 'key') : [];
    for (const identity of first) yield* this.#keyWay(identity);
    let agent: OrderedAgent | undefined;
    if (agentSocket !== undefined) {
      agent = new OrderedAgent(agentSocket, identities.flatMap(publicKeyOf), identitiesOnly);
      const attempt = agentAttempt(user, agent);
      yield { asked: 'publickey', prepare: async () => attempt };
    }
    for (const identity of identities) if (!first.includes(identity)) yield* this.#keyWay(identity);
    for (const identity of identities) if (identity.kind === 'encrypted') yield this.#lockedWay(identity, agent);
    for (let attempt = 1; attempt <= maxPasswords; attempt += 1) yield this.#passwordWay(attempt);
    const dialogue = new Dialogue(this.#options, this.#asking);
    for (let round = 1; round <= maxPasswords; round += 1) {
      yield { asked: 'keyboard-interactive', prepare: async () => dialogue.round(round) };
    }
  }

  *#keyWay(identity: Identity): Generator<Way> {
    if (identity.kind === 'unusable') this.note(`${identity.file} (${identity.why})`);
    if (identity.kind !== 'key') return;
    const attempt = keyAttempt(this.#options.target.user, identity.file, identity.key);
    yield { asked: 'publickey', prepare: async () => attempt };
  }

  #lockedWay(identity: Identity & { kind: 'encrypted' }, agent: OrderedAgent | undefined): Way {
    const { target, questions } = this.#options;
    const prepare = async () => {
      if (agent?.holds(identity.publicKey) === true) return undefined;
      const unlocked = await this.#asking(unlock(identity, (file, attempt) => questions.passphrase(file, attempt)));
      if (typeof unlocked !== 'string') return keyAttempt(target.user, identity.file, unlocked);
      this.note(`${identity.file} (${unlocked})`);
      return undefined;
    };
    return { asked: 'publickey', prepare };
  }

  #passwordWay(attempt: number): Way {
    const { target, questions } = this.#options;
    const prepare = async (): Promise<Attempt | undefined> => {
      const secret = await this.#asking(questions.password(renderWho(target), attempt));
      if (secret === undefined || secret.reveal() === '') {
        if (attempt === 1) this.note('password (none was given: HA_SETUP_SSH_PASSWORD)');
        return undefined;
      }
      const method = { type: 'password', username: target.user, password: secret.reveal() } as const;
      return { method, describe: () => 'password (refused)' };
    };
    return { asked: 'password', prepare };
  }
}

/** ssh2 ends the attempts when it is given false, which its types leave out. */
const none = false as unknown as 'none';

function keyAttempt(username: string, file: string, key: ParsedKey): Attempt {
  return { method: { type: 'publickey', username, key }, describe: () => `key ${file} (refused)` };
}

function agentAttempt(username: string, agent: OrderedAgent): Attempt {
  return { method: { type: 'agent', username, agent }, describe: () => `agent (${agent.describe()})` };
}

function publicKeyOf(identity: Identity): readonly ParsedKey[] {
  if (identity.kind === 'unusable') return [];
  if (identity.kind === 'key') return [identity.key];
  return identity.publicKey === undefined ? [] : [identity.publicKey];
}
