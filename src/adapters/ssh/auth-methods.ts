import type { AnyAuthMethod, ParsedKey } from 'ssh2';
import type { Secret } from '../../cluster/secret.js';
import { say } from '../../messages/say.js';
import { type AgentKey, isSameKey, OneKeyAgent } from './agent.js';
import type { AuthMethod } from './hop.js';
import { type EncryptedIdentity, type LockedReason, type UnusableReason, unlock } from './identity.js';
import { passwordVariable, type SshQuestions } from './questions.js';
import type { Target } from './target.js';

/** One try to log in. */
export interface Attempt {
  readonly method: AnyAuthMethod;
  /** What it was, once it failed. */
  describe(): string;
  /** Told that it failed: what was typed for it is not to be used again. */
  onRefusal?(): void;
}

/** A try that is made only where the server takes the method; `prepare` may ask for a secret, and notes why there is none. */
export interface AuthStep {
  readonly method: AuthMethod;
  /** @param tried what was refused so far, for whoever is asked; empty for nothing */
  prepare(note: (text: string) => void, tried: string): Promise<Attempt | undefined>;
}

/** Wraps the time in which a person is asked something. */
export type WhileAsking = <T>(question: Promise<T>) => Promise<T>;

export interface Asking {
  readonly target: Target;
  readonly questions: SshQuestions;
  readonly whileAsking: WhileAsking;
  /** Told why a question was left without an answer. */
  readonly onLeave: (error: unknown) => void;
}

export function renderUnusable(file: string, reason: UnusableReason | LockedReason): string {
  return say.sshLogin.tried.file({ file, why: say.sshLogin.file[reason] });
}

export function keyStep({ user }: Target, file: string, key: ParsedKey): AuthStep {
  const attempt = keyAttempt(user, file, key);
  return { method: 'publickey', prepare: async () => attempt };
}

/** How many of the agent's keys the server was shown. */
export class AgentTally {
  tried = 0;
  readonly #held: number;

  constructor(held: number) {
    this.#held = held;
  }

  describe(): string {
    const { agentKey, agentKeys, someAgentKeys } = say.sshLogin.tried;
    if (this.#held === 1) return agentKey;
    const isAll = this.tried === this.#held;
    return isAll ? agentKeys({ count: this.tried }) : someAgentKeys({ tried: this.tried, held: this.#held });
  }
}

export function agentStep({ user }: Target, socket: string, agentKey: AgentKey, tally: AgentTally): AuthStep {
  const { key, type, comment } = agentKey;
  return {
    method: 'publickey',
    prepare: async (note) => {
      if (key === undefined) {
        const { notSupported, agentUnusable } = say.sshLogin.tried;
        const why = type.startsWith('sk-') ? say.sshLogin.file['security-key'] : notSupported({ type });
        note(agentUnusable({ key: comment || type, why }));
        return undefined;
      }
      tally.tried += 1;
      const method = { type: 'agent', username: user, agent: new OneKeyAgent(socket, key) } as const;
      return { method, describe: () => tally.describe() };
    },
  };
}

/** @param isHeld whether the agent has the key, and so was tried with it already */
export function lockedKeyStep(
  { target, questions, whileAsking }: Asking,
  identity: EncryptedIdentity,
  isHeld: boolean,
): AuthStep {
  const prepare: AuthStep['prepare'] = async (note) => {
    if (isHeld) return undefined;
    const ask = (file: string, attempt: number) => questions.passphrase(file, attempt);
    const key = await whileAsking(unlock(identity, ask, (wrong) => questions.forget(wrong)));
    if (typeof key !== 'string') return keyAttempt(target.user, identity.file, key);
    note(renderUnusable(identity.file, key));
    return undefined;
  };
  return { method: 'publickey', prepare };
}

/** @param rest shared by all attempts of a login: who gives no password is not asked for it again */
export function passwordStep(
  { target, questions, whileAsking }: Asking,
  attempt: number,
  rest: { isLeftOut: boolean },
): AuthStep {
  const prepare: AuthStep['prepare'] = async (note, tried) => {
    if (rest.isLeftOut) return undefined;
    const secret = await whileAsking(questions.password(target, attempt, tried));
    if (secret === undefined || secret.reveal() === '') {
      rest.isLeftOut = secret !== undefined;
      if (attempt === 1) note(say.sshLogin.tried.noPassword({ variable: passwordVariable(target) }));
      return undefined;
    }
    const method = { type: 'password', username: target.user, password: secret.reveal() } as const;
    return { method, describe: () => say.sshLogin.tried.password, onRefusal: () => questions.forget(secret) };
  };
  return { method: 'password', prepare };
}

/** keyboard-interactive: the server asks in its own words, and mostly asks again after a wrong answer. */
export class Dialogue {
  readonly #asking: Asking;
  #asked = 0;
  #unanswered = false;
  readonly #given: Secret[] = [];

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** One more round, unless nobody answered in the one before. */
  step(round: number): AuthStep {
    return { method: 'keyboard-interactive', prepare: async (_, tried) => this.#attempt(round, tried) };
  }

  #attempt(round: number, tried: string): Attempt | undefined {
    if (round > 1 && (this.#unanswered || this.#asked === 0)) return undefined;
    const method: AnyAuthMethod = {
      type: 'keyboard-interactive',
      username: this.#asking.target.user,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const answers = prompts.reduce<Promise<string[]>>(
          async (before, { prompt }) => [...(await before), await this.#answer(prompt, round, tried)],
          Promise.resolve([]),
        );
        answers.then(finish, (error: unknown) => {
          this.#asking.onLeave(error);
          finish([]);
        });
      },
    };
    const onRefusal = () => {
      for (const wrong of this.#given.splice(0)) this.#asking.questions.forget(wrong);
    };
    return { method, describe: () => say.sshLogin.tried.interactive({ outcome: this.#outcome() }), onRefusal };
  }

  async #answer(words: string, round: number, tried: string): Promise<string> {
    const { questions, target, whileAsking } = this.#asking;
    this.#asked += 1;
    const given = await whileAsking(questions.challenge(target, words, round, tried));
    if (given === undefined) this.#unanswered = true;
    else this.#given.push(given);
    return given?.reveal() ?? '';
  }

  #outcome(): string {
    const { askedNothing, unanswered, refused } = say.sshLogin.tried;
    if (this.#asked === 0) return askedNothing;
    const isSilent = this.#unanswered && this.#asked === 1;
    return isSilent ? unanswered({ variable: passwordVariable(this.#asking.target) }) : refused;
  }
}

function keyAttempt(username: string, file: string, key: ParsedKey): Attempt {
  return { method: { type: 'publickey', username, key }, describe: () => say.sshLogin.tried.key({ file }) };
}

/** The agent's keys as they are tried: those that are named first; with `only`, no others (IdentitiesOnly). */
export function orderAgentKeys(
  held: readonly AgentKey[],
  named: readonly ParsedKey[],
  only: boolean,
): readonly AgentKey[] {
  const isNamed = ({ key }: AgentKey) => key !== undefined && named.some((one) => isSameKey(one, key));
  return [...held.filter(isNamed), ...(only ? [] : held.filter((one) => !isNamed(one)))];
}
