import type { AnyAuthMethod } from 'ssh2';
import type { Identity } from './identity.js';
import type { SshQuestions } from './questions.js';
import { renderWho, type Target } from './target.js';

export interface AuthOptions {
  readonly target: Target;
  readonly identities: readonly Identity[];
  /** The user named the identity files: then a key that is ready goes before the agent's. */
  readonly named: boolean;
  /** IdentitiesOnly: of the agent's keys those alone that belong to one of the identities. */
  readonly identitiesOnly: boolean;
  readonly agentSocket?: string;
  readonly questions: SshQuestions;
}

export interface Attempt {
  readonly method: AnyAuthMethod;
  /** What it was, once it failed. */
  describe(): string;
}

/** keyboard-interactive: the server asks in its own words, and mostly asks again after a wrong answer. */
export class Dialogue {
  readonly #options: AuthOptions;
  readonly #asking: <T>(question: Promise<T>) => Promise<T>;
  #asked = 0;
  #unanswered = false;

  constructor(options: AuthOptions, asking: <T>(question: Promise<T>) => Promise<T>) {
    this.#options = options;
    this.#asking = asking;
  }

  /** One more round, unless nobody answered in the one before. */
  round(round: number): Attempt | undefined {
    if (round > 1 && (this.#unanswered || this.#asked === 0)) return undefined;
    const method: AnyAuthMethod = {
      type: 'keyboard-interactive',
      username: this.#options.target.user,
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
    const { questions, target } = this.#options;
    this.#asked += 1;
    const given = await this.#asking(questions.challenge(renderWho(target), words, round));
    if (given === undefined) this.#unanswered = true;
    return given?.reveal() ?? '';
  }

  #outcome(): string {
    if (this.#asked === 0) return 'it asked nothing';
    return this.#unanswered && this.#asked === 1 ? 'nobody answered its question: HA_SETUP_SSH_PASSWORD' : 'refused';
  }
}
