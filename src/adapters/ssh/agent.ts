import { connect } from 'node:net';
import ssh2, {
  BaseAgent,
  createAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';
import { keyType, splitStrings } from './key-blob.js';

/** One key that an ssh-agent holds. */
export interface AgentKey {
  readonly type: string;
  readonly comment: string;
  /** Missing where the key is of a kind that ssh2 cannot use, such as one on a FIDO token. */
  readonly key?: ParsedKey;
}

const requestIdentities = 11;
const identitiesAnswer = 12;
const maxAnswer = 256 * 1024;
const answerMs = 10_000;

/** The keys of an ssh-agent, in its order; undefined where none answers there (draft-ietf-sshm-ssh-agent, 3.5). */
export async function listAgentKeys(socket: string): Promise<readonly AgentKey[] | undefined> {
  const answer = await ask(socket, Buffer.from([0, 0, 0, 1, requestIdentities])).catch(() => undefined);
  if (answer === undefined || answer[0] !== identitiesAnswer) return undefined;
  const fields = splitStrings(answer.subarray(5)) ?? [];
  return fields.flatMap((blob, index) => {
    if (index % 2 === 1) return [];
    const parsed: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(blob);
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    const shown = { type: keyType(blob), comment: fields[index + 1]?.toString() ?? '' };
    return [key === undefined || key instanceof Error ? shown : { ...shown, key }];
  });
}

/** One message of the agent's, without its length. */
function ask(path: string, message: Buffer): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let read = Buffer.alloc(0);
    socket.setTimeout(answerMs, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('close', () => resolve(undefined));
    socket.on('data', (chunk) => {
      read = Buffer.concat([read, chunk]);
      const length = read.length < 4 ? maxAnswer : read.readUInt32BE(0);
      if (read.length > maxAnswer) socket.destroy();
      if (read.length < 4 + length) return;
      resolve(read.subarray(4, 4 + length));
      socket.destroy();
    });
    // Not ended: an agent that sees the end may close before it has answered.
    socket.write(message);
  });
}

/** The agent with one of its keys alone, so that each key is one attempt and can be counted and named. */
export class OneKeyAgent extends BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #key: ParsedKey;

  constructor(socket: string, key: ParsedKey) {
    super();
    this.#agent = createAgent(socket);
    this.#key = key;
  }

  getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.#key]);
  }

  sign(key: ParsedKey, bytes: Buffer, options: SigningRequestOptions | SignCallback, callback?: SignCallback): void {
    if (typeof options === 'function') this.#agent.sign(key, bytes, options);
    else this.#agent.sign(key, bytes, options, callback);
  }
}

export function isSameKey(one: ParsedKey, other: ParsedKey): boolean {
  return one.getPublicSSH().equals(other.getPublicSSH());
}
