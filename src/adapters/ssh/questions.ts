import { Secret } from '../../cluster/secret.js';
import { say } from '../../messages/say.js';
import type { Prompter } from '../../ports/prompter.js';
import { harmless } from '../../text/harmless.js';
import { renderWho, type Target } from './target.js';

/** A server's key that no known_hosts file has. */
export interface UnknownHostKey {
  /** The server, as messages name it. */
  readonly where: string;
  readonly type: string;
  /** SHA256:…, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** The jump host that it came through. */
  readonly through?: string;
}

/** What logging in may have to ask. Undefined: nobody answers. Attempts count from 1. */
export interface SshQuestions {
  passphrase(file: string, attempt: number): Promise<Secret | undefined>;
  password(target: Target, attempt: number): Promise<Secret | undefined>;
  sudoPassword(target: Target, attempt: number): Promise<Secret | undefined>;
  /** A question in the server's own words (keyboard-interactive). */
  challenge(target: Target, words: string, attempt: number): Promise<Secret | undefined>;
  isRightHostKey(key: UnknownHostKey): Promise<boolean | undefined>;
  /** The answers given so far and no new question: for logging in again while progress is drawn. */
  withoutAsking(): SshQuestions;
}

export type AskingEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Answers from the environment first, then from the person at the terminal: one question at a time, and each once, for two
 * hosts are logged in to side by side and mostly need the same key. An answer that failed to come is asked for again.
 */
export class Questions implements SshQuestions {
  readonly #env: AskingEnvironment;
  readonly #prompter: Pick<Prompter, 'confirm' | 'secret'> | undefined;
  readonly #answers: Map<string, Promise<unknown>>;
  readonly #sharePasswords: boolean;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    env: AskingEnvironment,
    prompter: Pick<Prompter, 'confirm' | 'secret'> | undefined,
    {
      answers = new Map<string, Promise<unknown>>(),
      sharePasswords = false,
    }: {
      readonly answers?: Map<string, Promise<unknown>>;
      /** With several pairs one answer does for all hosts but jump hosts, and the question says so. A host that refuses it has a question of its own. */
      readonly sharePasswords?: boolean;
    } = {},
  ) {
    this.#env = env;
    this.#prompter = prompter;
    this.#answers = answers;
    this.#sharePasswords = sharePasswords;
  }

  withoutAsking(): SshQuestions {
    return new Questions(this.#env, undefined, { answers: this.#answers, sharePasswords: this.#sharePasswords });
  }

  passphrase(file: string, attempt: number): Promise<Secret | undefined> {
    return this.#secret(['HA_SETUP_SSH_PASSPHRASE'], say.logins.passphrase({ file }), attempt);
  }

  password(target: Target, attempt: number): Promise<Secret | undefined> {
    return this.#secret(
      passwordVariables(target),
      say.logins.password({ whose: this.#whose(target, attempt) }),
      attempt,
    );
  }

  sudoPassword(target: Target, attempt: number): Promise<Secret | undefined> {
    return this.#secret(
      ['HA_SETUP_SUDO_PASSWORD'],
      say.logins.sudoPassword({ whose: this.#whose(target, attempt) }),
      attempt,
    );
  }

  challenge(target: Target, words: string, attempt: number): Promise<Secret | undefined> {
    const isPassword = /^\W*(\S+'s )?password\W*$/i.test(words.trim());
    if (isPassword && this.#sharePasswords) return this.password(target, attempt);
    const what = say.logins.asks({ who: renderWho(target), words: words.trim() });
    return this.#secret(isPassword ? passwordVariables(target) : [], what, attempt);
  }

  isRightHostKey({ where, type, fingerprint, through }: UnknownHostKey): Promise<boolean | undefined> {
    const prompter = this.#prompter;
    // The fingerprint stands on a line of its own, so that no narrow terminal cuts it.
    const lines = [
      say.logins.unknownHostKey({ where }),
      `    ${type} ${fingerprint}`,
      ...(through === undefined ? [] : [`  ${say.ssh.hostKey.askedThrough({ through })}`]),
      `  ${say.logins.isItsOwn}`,
    ];
    const question = harmless(lines.join('\n'));
    return this.#once(question, prompter && (() => prompter.confirm(question, false)));
  }

  #whose(target: Target, attempt: number): string {
    const isShared = this.#sharePasswords && attempt === 1 && target.jump === undefined;
    return isShared ? say.logins.everyHost({ user: target.user }) : renderWho(target);
  }

  #secret(variables: readonly string[], what: string, attempt: number): Promise<Secret | undefined> {
    const given = variables.map((name) => this.#env[name]).find((value) => value !== undefined);
    if (attempt === 1 && given !== undefined) return Promise.resolve(new Secret(given));
    const prompter = this.#prompter;
    const message = harmless(phrase(what, attempt > (given === undefined ? 1 : 2)));
    return this.#once(`${attempt} ${what}`, prompter && (() => prompter.secret(message)));
  }

  #once<T>(key: string, ask: (() => Promise<T>) | undefined): Promise<T | undefined> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    if (ask === undefined) return Promise.resolve(undefined);
    const answer = this.#last.then(ask);
    this.#answers.set(key, answer);
    const forget = () => this.#answers.delete(key);
    // A no is asked about again when somebody tries again; those who wait for this very answer share it.
    this.#last = answer.then((given) => given === false && forget(), forget);
    return answer;
  }
}

/** What is asked as a line to type behind; a server may have put its own colon or question mark. */
function phrase(what: string, isAgain: boolean): string {
  const { prompt, promptAgain, questionAgain } = say.logins;
  if (/[?？]$/.test(what)) return isAgain ? questionAgain({ question: what }) : what;
  const bare = what.replace(/[:：]$/, '');
  return isAgain ? promptAgain({ what: bare }) : prompt({ what: bare });
}

/** The variable that answers for a host's password: a jump host has one of its own, for the pair's goes to the pair alone. */
export function passwordVariable(target: Target): string {
  return passwordVariables(target).at(-1) ?? '';
}

function passwordVariables({ jump, label }: Target): readonly string[] {
  const own = `HA_SETUP_SSH_PASSWORD_${(jump ?? label).toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  return jump === undefined ? [own, 'HA_SETUP_SSH_PASSWORD'] : [own];
}
