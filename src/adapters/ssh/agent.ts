import {
  BaseAgent,
  createAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';

/** The user's ssh-agent, with the wanted keys first: servers hang up after a few wrong ones (MaxAuthTries). */
export class OrderedAgent extends BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #wanted: readonly ParsedKey[];
  readonly #only: boolean;
  #held: readonly ParsedKey[] | undefined;
  #offered = 0;

  /** `only` leaves every key out that is not wanted (IdentitiesOnly). */
  constructor(socket: string, wanted: readonly ParsedKey[], only: boolean) {
    super();
    this.#agent = createAgent(socket);
    this.#wanted = wanted;
    this.#only = only;
  }

  /** Whether it answered and has this key. */
  holds(key: ParsedKey | undefined): boolean {
    return key !== undefined && this.#held?.some((held) => isSame(held, key)) === true;
  }

  /** What came of it, once the server took none of its keys. */
  describe(): string {
    if (this.#held === undefined) return 'no answer';
    if (this.#held.length === 0) return 'it holds no key';
    if (this.#offered === 0) return `none of its ${this.#held.length} keys is a named one`;
    return this.#offered === 1 ? 'its key was refused' : `${this.#offered} keys, all refused`;
  }

  getIdentities(callback: IdentityCallback<ParsedKey>): void {
    this.#agent.getIdentities((error, listed) => {
      if (error || listed === undefined) return callback(error, []);
      const keys = listed.filter((key): key is ParsedKey => typeof key === 'object' && 'getPublicSSH' in key);
      const isWanted = (key: ParsedKey) => this.#wanted.some((wanted) => isSame(wanted, key));
      const others = this.#only ? [] : keys.filter((key) => !isWanted(key));
      const offered = [...keys.filter(isWanted), ...others];
      this.#held = keys;
      this.#offered = offered.length;
      callback(undefined, offered);
    });
  }

  sign(key: ParsedKey, bytes: Buffer, options: SigningRequestOptions | SignCallback, callback?: SignCallback): void {
    if (typeof options === 'function') this.#agent.sign(key, bytes, options);
    else this.#agent.sign(key, bytes, options, callback);
  }
}

function isSame(one: ParsedKey, other: ParsedKey): boolean {
  return one.getPublicSSH().equals(other.getPublicSSH());
}
