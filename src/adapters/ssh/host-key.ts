import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { HostError } from '../../errors.js';
import type { Hop } from './hop.js';
import {
  fingerprint,
  hashName,
  judge,
  type KnownHostsEntry,
  keyType,
  knownHostsName,
  knownKeyTypes,
  parseKnownHosts,
} from './known-hosts.js';
import type { SshQuestions } from './questions.js';
import { quoteWord } from './quote.js';
import { renderTarget, type Target } from './target.js';

/** OpenSSH's order, less what needs SHA-1. */
const algorithms: readonly { readonly type: string; readonly names: readonly ServerHostKeyAlgorithm[] }[] = [
  { type: 'ssh-ed25519', names: ['ssh-ed25519'] },
  { type: 'ecdsa-sha2-nistp256', names: ['ecdsa-sha2-nistp256'] },
  { type: 'ecdsa-sha2-nistp384', names: ['ecdsa-sha2-nistp384'] },
  { type: 'ecdsa-sha2-nistp521', names: ['ecdsa-sha2-nistp521'] },
  { type: 'ssh-rsa', names: ['rsa-sha2-512', 'rsa-sha2-256'] },
];

export interface HostKeyPolicy extends Pick<Hop, 'knownHosts' | 'hostKeyAlias' | 'hashKnownHosts' | 'hostKeys'> {
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
  readonly #file: string;
  readonly #entries: readonly KnownHostsEntry[];
  #accepted: Buffer | undefined;

  private constructor(target: Target, policy: HostKeyPolicy, entries: readonly KnownHostsEntry[]) {
    this.#target = target;
    this.#policy = policy;
    this.#host = policy.hostKeyAlias ?? target.host;
    this.#port = policy.hostKeyAlias === undefined ? target.port : 22;
    this.#file = policy.knownHosts[0] ?? '/dev/null';
    this.#entries = entries;
  }

  /** Reads the files that are there; each missing one counts as empty. */
  static async load(target: Target, policy: HostKeyPolicy): Promise<HostKeyCheck> {
    const entries = await Promise.all(policy.knownHosts.map(readEntries));
    return new HostKeyCheck(target, policy, entries.flat());
  }

  /** The algorithms to offer, those of the keys we know first: else the server might show a key we never saw. */
  algorithms(): ServerHostKeyAlgorithm[] {
    const known = new Set(knownKeyTypes(this.#entries, this.#host, this.#port));
    const isKnown = (row: { readonly type: string }) => known.has(row.type);
    return [...algorithms.filter(isKnown), ...algorithms.filter((row) => !isKnown(row))].flatMap((row) => row.names);
  }

  /** Returns once the key is trusted; throws HostError('host-key') otherwise. With accept-new a new key is written down first. */
  async verify(key: Buffer): Promise<void> {
    if (this.#accepted?.equals(key)) return;
    const verdict = judge(this.#entries, this.#host, this.#port, key);
    if (verdict.kind === 'changed') throw this.#changed(verdict.entry, key);
    if (verdict.kind === 'revoked') throw this.#revoked(verdict.entry);
    if (verdict.kind === 'unknown') {
      const asked = this.#policy.hostKeys === 'ask' && (await this.#ask(key));
      if (!asked && this.#policy.hostKeys !== 'accept-new') throw this.#unknown(key, verdict.certAuthority);
      const name = knownHostsName(this.#host, this.#port);
      const written = this.#policy.hashKnownHosts ? hashName(name) : name;
      await appendLine(this.#file, `${written} ${keyType(key)} ${key.toString('base64')}`);
      const added = `${keyType(key)} ${fingerprint(key)} added to ${this.#file}`;
      if (!asked) this.#policy.onWarning(`${renderTarget(this.#target)}: accepted its host key, new here: ${added}`);
    }
    this.#accepted = key;
  }

  /** Whether a person took the key; throws where they refused it. */
  async #ask(key: Buffer): Promise<boolean> {
    const where = renderTarget(this.#target);
    const question = { where, type: keyType(key), fingerprint: fingerprint(key) };
    const answer = await this.#policy.questions.isRightHostKey(question);
    if (answer !== false) return answer === true;
    throw this.#refusal(
      `its host key ${keyType(key)} ${fingerprint(key)} was not accepted`,
      'read the right fingerprint at the console of the instance: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    );
  }

  #changed(entry: KnownHostsEntry, key: Buffer): HostError {
    const name = knownHostsName(this.#host, this.#port);
    return this.#refusal(
      `the host key is not the one that is known: it shows ${keyType(key)} ${fingerprint(key)}, ${entry.file} line ${entry.line} has ${entry.type} ${fingerprint(entry.key)}`,
      `if the host was reinstalled: ssh-keygen -f ${quoteWord(entry.file)} -R ${quoteWord(name)}; if not, someone may be in between`,
    );
  }

  #revoked(entry: KnownHostsEntry): HostError {
    return this.#refusal(
      `the host shows a key that ${entry.file} line ${entry.line} revokes`,
      'give the host a new key; a revoked one is never accepted',
    );
  }

  #unknown(key: Buffer, certAuthority: KnownHostsEntry | undefined): HostError {
    const { host, port } = this.#target;
    const authority =
      certAuthority === undefined
        ? ''
        : ` (${certAuthority.file} line ${certAuthority.line} names a @cert-authority: host certificates are not supported)`;
    const scan = `ssh-keyscan -t ${scanType(key)} -p ${port} ${host} >> ${quoteWord(this.#file)}`;
    return this.#refusal(
      `the host key is unknown: ${keyType(key)} ${fingerprint(key)}${authority}`,
      `compare the fingerprint with the host's own, then: ${scan}; or set ssh.hostKeys: accept-new`,
    );
  }

  #refusal(message: string, hint: string): HostError {
    return new HostError('host-key', message, { where: renderTarget(this.#target), hint });
  }
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
    throw new HostError('host-key', `cannot read ${file}`, { cause: error, hint: `check the permissions of ${file}` });
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
    const hint = 'make that file writable, or name another in ssh.knownHosts';
    throw new HostError('host-key', `the new host key cannot be written to ${file}`, { cause, hint });
  }
}
