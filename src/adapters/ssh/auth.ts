import type { AnyAuthMethod, AuthHandlerMiddleware, ParsedKey } from 'ssh2';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import { type AgentKey, isSameKey, listAgentKeys } from './agent.js';
import { offered, selectAlgorithms } from './algorithms.js';
import {
  AgentTally,
  type Asking,
  type Attempt,
  type AuthStep,
  agentStep,
  Dialogue,
  keyStep,
  lockedKeyStep,
  orderAgentKeys,
  passwordStep,
  renderUnusable,
  type WhileAsking,
} from './auth-methods.js';
import type { AuthMethod, Hop } from './hop.js';
import { type Identity, publicKeyOf } from './identity.js';
import type { SshQuestions } from './questions.js';

export interface AuthOptions {
  readonly hop: Pick<
    Hop,
    'target' | 'identityFiles' | 'identitiesOnly' | 'agentSocket' | 'methods' | 'passwordPrompts' | 'keyAlgorithms'
  >;
  readonly identities: readonly Identity[];
  readonly questions: SshQuestions;
}

/** Where a server wants two ways, one after the other, the first success starts the list again. */
const maxRounds = 4;

/** Walks through the ways to log in, and remembers them for the message. */
export class Authentication {
  readonly #options: AuthOptions;
  readonly #asking: Asking;
  #steps: AsyncIterator<AuthStep>;
  #rounds = 1;
  readonly #tried: Attempt[] = [];
  readonly #notes = new Set<string>();
  /** Nothing is left to try; what ssh2 reports next is final. */
  exhausted = false;
  /** Why a person left a question; nothing else matters then. */
  leftBy: Error | undefined;
  /** What the server last said that it would take. */
  accepts: readonly string[] = [];

  constructor(options: AuthOptions, whileAsking: WhileAsking) {
    this.#options = options;
    const onLeave = (error: unknown) => this.#leave(error);
    this.#asking = { target: options.hop.target, questions: options.questions, whileAsking, onLeave };
    this.#steps = this.#plan();
  }

  /** ssh2's hook: called for the first method and after each refusal or partial success. */
  readonly next: AuthHandlerMiddleware = (left: string[] | null, partial, use) => {
    this.accepts = left ?? this.accepts;
    if (partial === true) this.#startAgain();
    else this.refuseLast();
    this.#following(left).then(
      (attempt) => use(attempt ?? none),
      (error: unknown) => {
        this.#leave(error);
        use(none);
      },
    );
  };

  /** What was tried last has failed. */
  refuseLast(): void {
    this.#tried.at(-1)?.onRefusal?.();
  }

  #leave(error: unknown): void {
    this.leftBy ??= error instanceof Error ? error : new Error(String(error));
    this.exhausted = true;
  }

  /** Each way that was tried and why it failed, and what was passed over. */
  describe(): string {
    return this.#list() || say.sshLogin.tried.nothing;
  }

  #list(): string {
    return listed([...new Set([...this.#tried.map((attempt) => attempt.describe()), ...this.#notes])]);
  }

  /** How often the server was tried: it hangs up after a few (MaxAuthTries). */
  get tries(): number {
    return this.#tried.length;
  }

  /** Files beside which a user certificate lies. */
  get certificates(): readonly string[] {
    return this.#options.identities.filter(({ hasCertificate }) => hasCertificate === true).map(({ file }) => file);
  }

  note = (text: string): void => {
    this.#notes.add(text);
  };

  #startAgain(): void {
    this.#tried.pop();
    this.#rounds += 1;
    if (this.#rounds <= maxRounds) this.#steps = this.#plan();
  }

  async #following(left: readonly string[] | null): Promise<AnyAuthMethod | undefined> {
    for (let next = await this.#steps.next(); next.done !== true; next = await this.#steps.next()) {
      const step = next.value;
      if (left !== null && !left.includes(step.method)) continue;
      if (this.leftBy !== undefined) break;
      const attempt = await step.prepare(this.note, this.#list());
      if (attempt === undefined) continue;
      this.#tried.push(attempt);
      return attempt.method;
    }
    this.exhausted = true;
    return undefined;
  }

  async *#plan(): AsyncGenerator<AuthStep> {
    for (const method of this.#options.hop.methods) yield* this.#stepsOf(method);
  }

  async *#stepsOf(method: AuthMethod): AsyncGenerator<AuthStep> {
    const { passwordPrompts } = this.#options.hop;
    const rounds = Array.from({ length: passwordPrompts }, (_, index) => index + 1);
    if (method === 'publickey') yield* this.#keySteps();
    else if (method === 'password') {
      const rest = { isLeftOut: false };
      yield* rounds.map((attempt) => passwordStep(this.#asking, attempt, rest));
    } else {
      const dialogue = new Dialogue(this.#asking);
      yield* rounds.map((round) => dialogue.step(round));
    }
  }

  /** Keys that are at hand, the named ones first, and then those that need a passphrase: a person is asked last. */
  async *#keySteps(): AsyncGenerator<AuthStep> {
    const { hop, identities } = this.#options;
    const usable = identities.filter((identity) => this.#isAllowed(publicKeyOf(identity)));
    const isNamed = hop.identityFiles.length > 0;
    if (isNamed) yield* this.#readySteps(usable);
    const held = await this.#agentKeys();
    const named = usable.flatMap((identity) => publicKeyOf(identity) ?? []);
    const tally = new AgentTally(held.length);
    for (const one of orderAgentKeys(held, named, hop.identitiesOnly)) {
      if (this.#isAllowed(one.key)) yield agentStep(hop.target, hop.agentSocket ?? '', one, tally);
    }
    if (!isNamed) yield* this.#readySteps(usable);
    for (const identity of identities) {
      if (identity.kind === 'unusable') this.note(renderUnusable(identity.file, identity.reason));
    }
    for (const identity of usable) {
      if (identity.kind !== 'encrypted') continue;
      const { publicKey } = identity;
      const isHeld = publicKey !== undefined && held.some(({ key }) => key !== undefined && isSameKey(key, publicKey));
      yield lockedKeyStep(this.#asking, identity, isHeld);
    }
  }

  *#readySteps(identities: readonly Identity[]): Generator<AuthStep> {
    for (const identity of identities) {
      if (identity.kind === 'key') yield keyStep(this.#options.hop.target, identity.file, identity.key);
    }
  }

  async #agentKeys(): Promise<readonly AgentKey[]> {
    const { agentSocket, identitiesOnly } = this.#options.hop;
    if (agentSocket === undefined) return [];
    const held = await listAgentKeys(agentSocket);
    if (held === undefined) this.note(say.sshLogin.tried.noAnswerOfAgent);
    else if (held.length === 0) this.note(say.sshLogin.tried.emptyAgent);
    else if (identitiesOnly) this.note(say.sshLogin.tried.identitiesOnly({ count: held.length }));
    return held ?? [];
  }

  /** Whether PubkeyAcceptedAlgorithms takes keys of this type; one that cannot be told apart yet is tried. */
  #isAllowed(key: ParsedKey | undefined): boolean {
    const setting = this.#options.hop.keyAlgorithms;
    if (key === undefined || setting === undefined) return true;
    const own = key.type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [key.type];
    const left: readonly string[] = selectAlgorithms<string>(offered.hostkeyalgorithms, setting);
    if (own.some((name) => left.includes(name))) return true;
    this.note(say.sshLogin.tried.notAllowed({ type: key.type }));
    return false;
  }
}

/** ssh2 ends the attempts when it is given false, which its types leave out. */
const none = false as unknown as 'none';
