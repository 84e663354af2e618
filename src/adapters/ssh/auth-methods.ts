import type { AnyAuthMethod, ParsedKey } from 'ssh2';
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
}

/** A try that is made only where the server takes the method; `prepare` may ask for a secret, and notes why there is none. */
export interface AuthStep {
  readonly method: AuthMethod;
  prepare(note: (text: string) => void): Promise<Attempt | undefined>;
}

/** Wraps the time in which a person is asked something. */
export type WhileAsking = <T>(question: Promise<T>) => Promise<T>;

export interface Asking {
  readonly target: Target;
  readonly questions: SshQuestions;
  readonly whileAsking: WhileAsking;
}

const unusable: Readonly<Record<UnusableReason, string>> = {
  missing: 'not found',
  unreadable: 'cannot be read',
  'security-key':
    'it is on a FIDO security key, which ha-setup cannot use: add another key to authorized_keys there, and name it in ssh.identityFile',
  'not-a-key': 'not a private key',
};
const locked: Readonly<Record<LockedReason, string>> = {
  'no-passphrase': 'its passphrase was not given: HA_SETUP_SSH_PASSPHRASE',
  'wrong-passphrase': 'no passphrase given opens it',
};

export function renderUnusable(file: string, reason: UnusableReason): string {
  return `${file} (${unusable[reason]})`;
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
    if (this.#held === 1) return 'agent (its key was refused)';
    const share = this.tried === this.#held ? `${this.tried} keys` : `${this.tried} of its ${this.#held} keys tried`;
    return `agent (${share}, all refused)`;
  }
}

export function agentStep({ user }: Target, socket: string, agentKey: AgentKey, tally: AgentTally): AuthStep {
  const { key, type, comment } = agentKey;
  return {
    method: 'publickey',
    prepare: async (note) => {
      if (key === undefined) {
        const why = type.startsWith('sk-') ? unusable['security-key'] : `keys of the type ${type} are not supported`;
        note(`agent key ${comment || type} (${why})`);
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
    const key = await whileAsking(unlock(identity, (file, attempt) => questions.passphrase(file, attempt)));
    if (typeof key !== 'string') return keyAttempt(target.user, identity.file, key);
    note(`${identity.file} (${locked[key]})`);
    return undefined;
  };
  return { method: 'publickey', prepare };
}

export function passwordStep({ target, questions, whileAsking }: Asking, attempt: number): AuthStep {
  const prepare: AuthStep['prepare'] = async (note) => {
    const secret = await whileAsking(questions.password(target, attempt));
    if (secret === undefined || secret.reveal() === '') {
      if (attempt === 1) note(`password (none was given: ${passwordVariable(target)})`);
      return undefined;
    }
    const method = { type: 'password', username: target.user, password: secret.reveal() } as const;
    return { method, describe: () => 'password (refused)' };
  };
  return { method: 'password', prepare };
}

/** keyboard-interactive: the server asks in its own words, and mostly asks again after a wrong answer. */
export class Dialogue {
  readonly #asking: Asking;
  #asked = 0;
  #unanswered = false;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** One more round, unless nobody answered in the one before. */
  step(round: number): AuthStep {
    return { method: 'keyboard-interactive', prepare: async () => this.#attempt(round) };
  }

  #attempt(round: number): Attempt | undefined {
    if (round > 1 && (this.#unanswered || this.#asked === 0)) return undefined;
    const method: AnyAuthMethod = {
      type: 'keyboard-interactive',
      username: this.#asking.target.user,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const answers = prompts.reduce<Promise<string[]>>(
          async (before, { prompt }) => [...(await before), await this.#answer(prompt, round)],
          Promise.resolve([]),
        );
        answers.then(finish, () => finish([]));
      },
    };
    return { method, describe: () => `keyboard-interactive (${this.#outcome()})` };
  }

  async #answer(words: string, round: number): Promise<string> {
    const { questions, target, whileAsking } = this.#asking;
    this.#asked += 1;
    const given = await whileAsking(questions.challenge(target, words, round));
    if (given === undefined) this.#unanswered = true;
    return given?.reveal() ?? '';
  }

  #outcome(): string {
    if (this.#asked === 0) return 'it asked nothing';
    const isSilent = this.#unanswered && this.#asked === 1;
    return isSilent ? `nobody answered its question: ${passwordVariable(this.#asking.target)}` : 'refused';
  }
}

function keyAttempt(username: string, file: string, key: ParsedKey): Attempt {
  return { method: { type: 'publickey', username, key }, describe: () => `key ${file} (refused)` };
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
