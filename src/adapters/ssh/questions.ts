import { Secret } from '../../cluster/secret.js';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { type Back, back, type Prompter } from '../../ports/prompter.js';
import { renderTarget, renderWho, type Target } from './target.js';

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

/** What logging in may have to ask. Undefined: nobody answers. Attempts count from 1. Throws HostError where a person leaves the login. */
export interface SshQuestions {
  passphrase(file: string, attempt: number): Promise<Secret | undefined>;
  /** @param tried what the server has refused so far; empty for nothing */
  password(target: Target, attempt: number, tried?: string): Promise<Secret | undefined>;
  sudoPassword(target: Target, attempt: number): Promise<Secret | undefined>;
  /** A question in the server's own words (keyboard-interactive). */
  challenge(target: Target, words: string, attempt: number, tried?: string): Promise<Secret | undefined>;
  isRightHostKey(key: UnknownHostKey): Promise<boolean | undefined>;
  /** This answer was refused: the next login asks for another one. */
  forget(answer: Secret): void;
  /** The answers given so far and no new question: for logging in again while progress is drawn. */
  withoutAsking(): SshQuestions;
}

export type AskingEnvironment = Readonly<Record<string, string | undefined>>;
type Person = Pick<Prompter, 'agree' | 'password'>;

/** Whose secret it is: a question that is asked once, whoever needs the answer. */
interface Asked {
  readonly key: string;
  readonly what: string;
  readonly where?: string;
  readonly variables: readonly string[];
  readonly tried?: string;
}

/**
 * Answers from the environment first, then from the person at the terminal: one question at a time, and each once, for two
 * hosts are logged in to side by side and mostly need the same key. An answer that failed to come, or was refused, is asked for again.
 */
export class Questions implements SshQuestions {
  readonly #env: AskingEnvironment;
  readonly #person: Person | undefined;
  readonly #answers: Map<string, Promise<unknown>>;
  readonly #sharePasswords: boolean;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    env: AskingEnvironment,
    person: Person | undefined,
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
    this.#person = person;
    this.#answers = answers;
    this.#sharePasswords = sharePasswords;
  }

  withoutAsking(): SshQuestions {
    return new Questions(this.#env, undefined, { answers: this.#answers, sharePasswords: this.#sharePasswords });
  }

  passphrase(file: string, attempt: number): Promise<Secret | undefined> {
    const what = say.sshLogin.ask.passphrase({ file });
    return this.#secret({ key: `passphrase ${file}`, what, variables: ['HA_SETUP_SSH_PASSPHRASE'] }, attempt);
  }

  password(target: Target, attempt: number, tried = ''): Promise<Secret | undefined> {
    const who = this.#whose(target, attempt, 'password');
    const what = say.sshLogin.ask.password({ who });
    const variables = passwordVariables(target);
    return this.#secret({ key: `password ${who}`, what, variables, tried, where: renderTarget(target) }, attempt);
  }

  sudoPassword(target: Target, attempt: number): Promise<Secret | undefined> {
    const who = this.#whose(target, attempt, 'sudo');
    const what = say.sshLogin.ask.sudoPassword({ who });
    const variables = ['HA_SETUP_SUDO_PASSWORD'];
    return this.#secret({ key: `sudo ${who}`, what, variables, where: renderTarget(target) }, attempt);
  }

  challenge(target: Target, words: string, attempt: number, tried = ''): Promise<Secret | undefined> {
    const isPassword = /^\W*(\S+'s )?password\W*$/i.test(words.trim());
    if (isPassword && this.#sharePasswords) return this.password(target, attempt, tried);
    const what = say.sshLogin.ask.challenge({ who: renderWho(target), words: words.trim() });
    const variables = isPassword ? passwordVariables(target) : [];
    return this.#secret({ key: what, what, variables, tried, where: renderTarget(target) }, attempt);
  }

  isRightHostKey({ where, type, fingerprint, through }: UnknownHostKey): Promise<boolean | undefined> {
    const { unknown, compare, isSame, through: byWay } = say.sshLogin.hostKey;
    // The fingerprint and the command stand on lines of their own, so that no narrow terminal cuts them.
    const message = unknown({ where, key: `${type} ${fingerprint}` });
    const way = through === undefined ? [] : [byWay({ through })];
    const help = [...way, compare({ command: `ssh-keygen -lf ${hostKeyFile(type)}` })].join('\n');
    const person = this.#person;
    const question = { message, help, prompt: isSame, canGoBack: true };
    return this.#once(message, person && (async () => staying(await person.agree(question), where)));
  }

  forget(answer: Secret): void {
    for (const [key, given] of this.#answers) {
      // What all hosts share may be right for the others; the host that refuses it has a question of its own.
      if (this.#sharePasswords && !key.startsWith('passphrase ') && !key.includes('@')) continue;
      given.then(
        (one) => one === answer && this.#answers.get(key) === given && this.#answers.delete(key),
        () => undefined,
      );
    }
  }

  #whose(target: Target, attempt: number, kind: string): string {
    const own = renderWho(target);
    // A host that has refused the shared one has its own from then on.
    if (!this.#sharePasswords || attempt > 1 || target.jump !== undefined || this.#answers.has(`${kind} ${own}`))
      return own;
    return say.sshLogin.ask.everyHost({ user: target.user });
  }

  #secret({ key, what, where, variables, tried = '' }: Asked, attempt: number): Promise<Secret | undefined> {
    const given = variables.map((name) => this.#env[name]).find((value) => value !== undefined);
    if (attempt === 1 && given !== undefined) return Promise.resolve(new Secret(given));
    const { again, colon, tried: soFar, leaveOut } = say.sshLogin.ask;
    const isRepeated = attempt > (given === undefined ? 1 : 2);
    const words = isRepeated ? again({ what: what.replace(/:$/, '') }) : what.replace(/:$/, '');
    const message = what.endsWith('?') ? words : colon({ what: words });
    const help = [...(attempt === 1 && tried !== '' ? [soFar({ list: tried })] : []), leaveOut].join(' ');
    const person = this.#person;
    const ask = async () => staying(await person?.password({ message, help, canGoBack: true }), where);
    return this.#once(key, person && ask);
  }

  #once<T>(key: string, ask: (() => Promise<T>) | undefined): Promise<T | undefined> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    if (ask === undefined) return Promise.resolve(undefined);
    const answer = this.#last.then(ask);
    this.#answers.set(key, answer);
    const forget = () => this.#answers.delete(key);
    // A no is asked about again when somebody tries again; those who wait for this very answer share it.
    this.#last = answer.then((given) => isEmpty(given) && forget(), forget);
    return answer;
  }
}

/** A no, or nothing typed. */
function isEmpty(given: unknown): boolean {
  return given === false || (given instanceof Secret && given.reveal() === '');
}

/** Who goes back from a question of a login leaves the login. */
function staying<T>(answer: T | Back, where: string | undefined): T {
  if (answer !== back) return answer as T;
  const { givenUp, givenUpHint } = say.sshLogin;
  throw new HostError('given-up', givenUp, { ...(where !== undefined && { where }), hint: givenUpHint });
}

/** Where sshd keeps its key of a type (sshd_config, HostKey). */
function hostKeyFile(type: string): string {
  const kind = type.replace(/^ssh-/, '').replace(/^ecdsa-.*/, 'ecdsa');
  return `/etc/ssh/ssh_host_${/^[a-z0-9]{1,20}$/.test(kind) ? kind : 'ed25519'}_key.pub`;
}

/** The variable that answers for a host's password: a jump host has one of its own, for the pair's goes to the pair alone. */
export function passwordVariable(target: Target): string {
  return passwordVariables(target).at(-1) ?? '';
}

function passwordVariables({ jump, label }: Target): readonly string[] {
  const own = `HA_SETUP_SSH_PASSWORD_${(jump ?? label).toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  return jump === undefined ? [own, 'HA_SETUP_SSH_PASSWORD'] : [own];
}
