import {
  BaseAgent,
  createAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';

/** The user's ssh-agent, with the named identity's key first: servers hang up after a few wrong ones (MaxAuthTries). */
export class OrderedAgent extends BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #first: ParsedKey | undefined;
  /** How many keys it offered; undefined until it answered. */
  offered: number | undefined;
  hasFirst = false;

  constructor(socket: string, first: ParsedKey | undefined) {
    super();
    this.#agent = createAgent(socket);
    this.#first = first;
  }

  getIdentities(callback: IdentityCallback<ParsedKey>): void {
    this.#agent.getIdentities((error, listed) => {
      if (error || listed === undefined) return callback(error, []);
      const keys = listed.filter((key): key is ParsedKey => typeof key === 'object' && 'getPublicSSH' in key);
      const isFirst = (key: ParsedKey) => this.#first?.getPublicSSH().equals(key.getPublicSSH()) === true;
      this.offered = keys.length;
      this.hasFirst = keys.some(isFirst);
      callback(undefined, [...keys.filter(isFirst), ...keys.filter((key) => !isFirst(key))]);
    });
  }

  sign(key: ParsedKey, bytes: Buffer, options: SigningRequestOptions | SignCallback, callback?: SignCallback): void {
    if (typeof options === 'function') this.#agent.sign(key, bytes, options);
    else this.#agent.sign(key, bytes, options, callback);
  }
}
