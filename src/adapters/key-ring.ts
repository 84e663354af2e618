import { Secret } from '../cluster/secret.js';
import { PreflightError } from '../errors.js';
import { say } from '../messages/say.js';
import type { CloudCredentials, KeyRing } from '../ports/credentials.js';
import { findCredentials } from './tencent/credentials.js';

/** The keys of this run: what was typed goes before what this machine has. Nothing is written anywhere. */
export class SessionKeys implements KeyRing {
  readonly #env: NodeJS.ProcessEnv;
  readonly #home: string;
  #found: Promise<CloudCredentials | undefined> | undefined;
  #typed: CloudCredentials | undefined;
  #hosts: CloudCredentials | undefined;

  constructor(env: NodeJS.ProcessEnv, home: string) {
    this.#env = env;
    this.#home = home;
  }

  operator(): Promise<CloudCredentials | undefined> {
    return this.#typed === undefined ? this.ofMachine() : Promise.resolve(this.#typed);
  }

  ofMachine(): Promise<CloudCredentials | undefined> {
    this.#found ??= findCredentials(this.#env, this.#home);
    return this.#found;
  }

  useOperator(credentials: CloudCredentials): void {
    this.#typed = credentials;
  }

  hosts(): CloudCredentials | undefined {
    const secretId = this.#env['HA_SETUP_HOST_SECRET_ID'];
    const secretKey = this.#env['HA_SETUP_HOST_SECRET_KEY'];
    if (this.#hosts !== undefined) return this.#hosts;
    if (secretId === undefined || secretKey === undefined || !/^[A-Za-z0-9]{8,64}$/.test(secretId)) return undefined;
    return { secretId, secretKey: new Secret(secretKey), source: 'HA_SETUP_HOST_SECRET_ID' };
  }

  useHosts(credentials: CloudCredentials): void {
    this.#hosts = credentials;
  }

  /** The hosts' key. Throws PreflightError where there is none. */
  getHosts(): CloudCredentials {
    const found = this.hosts();
    if (found !== undefined) return found;
    throw new PreflightError(say.packages.hostKeyMissing, {
      hint: say.packages.hostKeyMissingHint,
    });
  }
}
