import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import type { Secret } from '../../cluster/secret.js';

const defaultNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/** Asked for a key file's passphrase; `attempt` counts from 1. Undefined or nothing typed gives up on that key. */
type AskPassphrase = (file: string, attempt: number) => Promise<Secret | undefined>;

/** A private key file: usable at once, or still encrypted, or not usable and why. */
export type Identity =
  | { readonly kind: 'key'; readonly file: string; readonly key: ParsedKey }
  | { readonly kind: 'encrypted'; readonly file: string; readonly text: Buffer; readonly publicKey?: ParsedKey }
  | { readonly kind: 'agent-only'; readonly file: string; readonly publicKey: ParsedKey }
  | { readonly kind: 'unusable'; readonly file: string; readonly why: string };

/** The named identity files, or those of OpenSSH's default ones that exist. */
export async function loadIdentities(home: string, named: readonly string[]): Promise<readonly Identity[]> {
  if (named.length > 0) return Promise.all(named.map((file) => loadIdentity(file)));
  const found = await Promise.all(defaultNames.map((name) => loadIdentity(`${home}/.ssh/${name}`)));
  return found.filter((identity) => identity.kind !== 'unusable' || identity.why !== 'not found');
}

/** Decrypts the key, asking at most three times; gives the reason where no passphrase was given or none fitted. */
export async function unlock(
  identity: Identity & { kind: 'encrypted' },
  ask: AskPassphrase,
): Promise<ParsedKey | string> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const passphrase = await ask(identity.file, attempt);
    if (passphrase === undefined || passphrase.reveal() === '') {
      return attempt === 1
        ? 'its passphrase was not given: HA_SETUP_SSH_PASSPHRASE'
        : 'the passphrase given does not open it';
    }
    const key = parse(identity.text, passphrase.reveal());
    if (!(key instanceof Error)) return key;
  }
  return 'no passphrase given opens it';
}

async function loadIdentity(file: string): Promise<Identity> {
  const text = await readFile(file).catch((error: unknown) => error);
  if (!(text instanceof Buffer))
    return { kind: 'unusable', file, why: isMissing(text) ? 'not found' : 'cannot be read' };
  const key = parse(text);
  if (!(key instanceof Error)) {
    return key.isPrivateKey() ? { kind: 'key', file, key } : { kind: 'agent-only', file, publicKey: key };
  }
  if (!/passphrase/i.test(key.message)) return { kind: 'unusable', file, why: `not a private key (${key.message})` };
  const publicText = await readFile(`${file}.pub`).catch(() => undefined);
  const publicKey = publicText === undefined ? undefined : parse(publicText);
  if (publicKey === undefined || publicKey instanceof Error) return { kind: 'encrypted', file, text };
  return { kind: 'encrypted', file, text, publicKey };
}

/** ssh2 gives an array where a file could hold several keys. */
function parse(text: Buffer, passphrase?: string): ParsedKey | Error {
  const parsed: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
  if (!Array.isArray(parsed)) return parsed;
  return parsed[0] ?? new Error('holds no key');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
