import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { keyTypeOf } from './algorithms.js';
import type { Hop } from './hop.js';
import { fingerprint, keyType } from './key-blob.js';
import {
  hashName,
  judge,
  type KnownHostsEntry,
  knownHostsName,
  knownKeyTypes,
  parseKnownHosts,
} from './known-hosts.js';
import type { SshQuestions } from './questions.js';
import { quoteWord } from './quote.js';
import { type FindRevocation, loadRevokedKeys } from './revoked-keys.js';
import { renderTarget, type Target } from './target.js';

type HostKeySettings =
  | 'userKnownHosts'
  | 'systemKnownHosts'
  | 'revokedHostKeys'
  | 'hostKeyAlias'
  | 'hashKnownHosts'
  | 'hostKeys';

export interface HostKeyPolicy extends Pick<Hop, HostKeySettings> {
  readonly algorithms: Pick<Hop['algorithms'], 'hostkeyalgorithms'>;
  readonly questions: SshQuestions;
  readonly onWarning: (message: string) => void;
}

/** Decides on one server's key for the life of a connection; a rekey shows the key again. */
export class HostKeyCheck {
  readonly #target: Target;
  readonly #policy: HostKeyPolicy;
  /** By which known_hosts has the server. */
  readonly #host: string;
  readonly #port: number;
  /** Where a new key is written. */
  readonly #file: string | undefined;
  readonly #entries: readonly KnownHostsEntry[];
  readonly #findRevocation: FindRevocation;
  #accepted: Buffer | undefined;
  /** Writes down the key that was new. */
  #keep: () => Promise<void> = () => Promise.resolve();

  private constructor(
    target: Target,
    policy: HostKeyPolicy,
    entries: readonly KnownHostsEntry[],
    findRevocation: FindRevocation,
  ) {
    this.#target = target;
    this.#policy = policy;
    this.#host = policy.hostKeyAlias ?? target.host;
    this.#port = policy.hostKeyAlias === undefined ? target.port : 22;
    this.#file = policy.userKnownHosts[0];
    this.#entries = entries;
    this.#findRevocation = findRevocation;
  }

  /** Reads the files that are there; each missing one counts as empty. */
  static async load(target: Target, policy: HostKeyPolicy): Promise<HostKeyCheck> {
    const files = [...policy.userKnownHosts, ...policy.systemKnownHosts];
    const [entries, findRevocation] = await Promise.all([
      Promise.all(files.map(readEntries)),
      loadRevokedKeys(policy.revokedHostKeys),
    ]);
    return new HostKeyCheck(target, policy, entries.flat(), findRevocation);
  }

  /** The algorithms to offer, those of the keys we know first: else the server might show a key we never saw. */
  algorithms(): ServerHostKeyAlgorithm[] {
    const known = new Set(knownKeyTypes(this.#entries, this.#host, this.#port));
    const all = this.#policy.algorithms.hostkeyalgorithms;
    const isKnown = (name: string) => known.has(keyTypeOf(name));
    return [...all.filter(isKnown), ...all.filter((name) => !isKnown(name))];
  }

  /**
   * Returns once the key is trusted; throws HostError('host-key') otherwise. That the server has the private key is not shown
   * yet at that time, so a new one is not written down before `keep`.
   */
  async verify(key: Buffer): Promise<void> {
    if (this.#accepted?.equals(key)) return;
    const revokedBy = this.#findRevocation(key);
    if (revokedBy !== undefined) throw this.#revoked(revokedBy);
    const verdict = judge(this.#entries, this.#host, this.#port, key);
    if (verdict.kind === 'changed') throw this.#changed(verdict.entry, key);
    if (verdict.kind === 'revoked') throw this.#revoked(say.ssh.hostKey.line(verdict.entry));
    if (verdict.kind === 'unknown') {
      const asked = this.#policy.hostKeys === 'ask' && (await this.#ask(key));
      if (!asked && this.#policy.hostKeys !== 'accept-new') throw this.#unknown(key, verdict.certAuthority);
      this.#keep = () => this.#write(key, asked, verdict.certAuthority);
    }
    this.#accepted = key;
  }

  /** Once the server has signed with the key: writes it down where it was new. Throws HostError('host-key') where it cannot. */
  async keep(): Promise<void> {
    const keep = this.#keep;
    this.#keep = () => Promise.resolve();
    await keep();
  }

  async #write(key: Buffer, wasAsked: boolean, certAuthority: KnownHostsEntry | undefined): Promise<void> {
    const name = knownHostsName(this.#host, this.#port);
    const written = this.#policy.hashKnownHosts ? hashName(name) : name;
    const file = this.#file;
    if (file !== undefined) await appendLine(file, `${written} ${keyType(key)} ${key.toString('base64')}`);
    if (wasAsked) return;
    const news = { where: renderTarget(this.#target), key: renderKey(key, certAuthority) };
    const { accepted, acceptedUnkept } = say.ssh.hostKey;
    this.#policy.onWarning(file === undefined ? acceptedUnkept(news) : accepted({ ...news, file }));
    const { through } = this.#target;
    if (through !== undefined) this.#policy.onWarning(say.ssh.hostKey.acceptedThrough({ where: news.where, through }));
  }

  /** Whether a person took the key; throws where they refused it. */
  async #ask(key: Buffer): Promise<boolean> {
    const where = renderTarget(this.#target);
    const { through } = this.#target;
    const question = { where, type: keyType(key), fingerprint: fingerprint(key), ...(through && { through }) };
    const answer = await this.#policy.questions.isRightHostKey(question);
    if (answer !== false) return answer === true;
    throw this.#refusal(say.ssh.hostKey.declined({ key: renderKey(key) }), say.ssh.hostKey.declinedHint);
  }

  #changed(entry: KnownHostsEntry, key: Buffer): HostError {
    const name = knownHostsName(this.#host, this.#port);
    const known = `${entry.type} ${fingerprint(entry.key)}`;
    const command = `ssh-keygen -f ${quoteWord(entry.file)} -R ${quoteWord(name)}`;
    return this.#refusal(
      say.ssh.hostKey.changed({ shown: renderKey(key), known, place: say.ssh.hostKey.line(entry) }),
      say.ssh.hostKey.changedHint({ command }),
    );
  }

  #revoked(by: string): HostError {
    return this.#refusal(say.ssh.hostKey.revoked({ by }), say.ssh.hostKey.revokedHint);
  }

  #unknown(key: Buffer, certAuthority: KnownHostsEntry | undefined): HostError {
    const { host, port } = this.#target;
    const command = `ssh-keyscan -t ${scanType(key)} -p ${port} ${host} >> ${quoteWord(this.#file ?? '~/.ssh/known_hosts')}`;
    return this.#refusal(
      say.ssh.hostKey.unknown({ key: renderKey(key, certAuthority) }),
      say.ssh.hostKey.unknownHint({ command }),
    );
  }

  #refusal(message: string, hint: string): HostError {
    return new HostError('host-key', message, { where: renderTarget(this.#target), hint });
  }
}

/** ssh2 knows no host certificates, so a server that has one is asked for its plain key. */
function renderKey(bytes: Buffer, authority?: KnownHostsEntry): string {
  const key = `${keyType(bytes)} ${fingerprint(bytes)}`;
  if (authority === undefined) return key;
  return say.ssh.hostKey.authority({ key, place: say.ssh.hostKey.line(authority) });
}

function scanType(key: Buffer): string {
  return keyType(key)
    .replace(/^ssh-/, '')
    .replace(/^ecdsa-.*/, 'ecdsa');
}

async function readEntries(file: string): Promise<readonly KnownHostsEntry[]> {
  return parseKnownHosts(await readOrEmpty(file), file);
}

async function readOrEmpty(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new HostError('host-key', say.ssh.hostKey.unreadable({ file }), {
      cause: error,
      hint: say.ssh.hostKey.unreadableHint({ file }),
    });
  }
}

/** One write in append mode, so that two connections at once never mix or lose a line. */
async function appendLine(file: string, line: string): Promise<void> {
  const before = await readOrEmpty(file);
  const start = before === '' || before.endsWith('\n') ? '' : '\n';
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await appendFile(file, `${start}${line}\n`, { mode: 0o600 });
  } catch (cause) {
    const hint = say.ssh.hostKey.unwritableHint;
    throw new HostError('host-key', say.ssh.hostKey.unwritable({ file }), { cause, hint });
  }
}
