import { access, readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import type { Secret } from '../../cluster/secret.js';
import { say } from '../../messages/say.js';

const defaultNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
/** Keys whose private half is on a FIDO token. */
const securityKey = /sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com/;

/** Asked for a key file's passphrase; `attempt` counts from 1. Undefined or nothing typed gives up on that key. */
type AskPassphrase = (file: string, attempt: number) => Promise<Secret | undefined>;

/** Why an identity file cannot be used at all. */
export type UnusableReason = 'missing' | 'unreadable' | 'security-key' | 'not-a-key';

/** Why an encrypted one was not opened. */
export type LockedReason = 'no-passphrase' | 'wrong-passphrase';

interface IdentityFile {
  readonly file: string;
  /** A user certificate lies beside it, which ssh2 cannot present. */
  readonly hasCertificate?: boolean;
}

/** A private key file: usable at once, or still encrypted, or usable through an agent alone, or not at all and why. */
export type Identity = IdentityFile &
  (
    | { readonly kind: 'key'; readonly key: ParsedKey }
    | { readonly kind: 'encrypted'; readonly text: Buffer; readonly publicKey?: ParsedKey }
    | { readonly kind: 'agent-only'; readonly publicKey: ParsedKey }
    | { readonly kind: 'unusable'; readonly reason: UnusableReason }
  );

export type EncryptedIdentity = Identity & { readonly kind: 'encrypted' };

/** The named identity files, or those of OpenSSH's default ones that exist. */
export async function loadIdentities(home: string, named: readonly string[]): Promise<readonly Identity[]> {
  if (named.length > 0) return Promise.all(named.map((file) => loadIdentity(file)));
  const found = await Promise.all(defaultNames.map((name) => loadIdentity(`${home}/.ssh/${name}`)));
  return found.filter((identity) => identity.kind !== 'unusable' || identity.reason !== 'missing');
}

/** What is wrong with a key file that a person has named; undefined where it may do. */
export async function findKeyFileProblem(file: string, hasAgent: boolean): Promise<string | undefined> {
  const identity = await loadIdentity(file);
  const { missing, unreadable, securityKey: onToken, notAKey, publicHalf } = say.sshLogin.typedFile;
  if (identity.kind === 'unusable') {
    const reasons = { missing, unreadable, 'security-key': onToken, 'not-a-key': notAKey };
    return reasons[identity.reason]({ file });
  }
  if (identity.kind !== 'agent-only') return undefined;
  // An agent may hold what belongs to it; not where the private key lies beside it.
  const hasPrivate = file.endsWith('.pub') && (await loadIdentity(file.slice(0, -4))).kind !== 'unusable';
  return hasPrivate || !hasAgent ? publicHalf({ file }) : undefined;
}

/** Decrypts the key, asking at most three times. `onWrong` is told of a passphrase that does not open it. */
export async function unlock(
  identity: EncryptedIdentity,
  ask: AskPassphrase,
  onWrong: (passphrase: Secret) => void,
): Promise<ParsedKey | LockedReason> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const passphrase = await ask(identity.file, attempt);
    if (passphrase === undefined || passphrase.reveal() === '') {
      return attempt === 1 ? 'no-passphrase' : 'wrong-passphrase';
    }
    const key = parse(identity.text, passphrase.reveal());
    if (!(key instanceof Error)) return key;
    onWrong(passphrase);
  }
  return 'wrong-passphrase';
}

/** The public half, as far as it is known without a passphrase. */
export function publicKeyOf(identity: Identity): ParsedKey | undefined {
  if (identity.kind === 'unusable') return undefined;
  return identity.kind === 'key' ? identity.key : identity.publicKey;
}

async function loadIdentity(file: string): Promise<Identity> {
  const [text, hasCertificate] = await Promise.all([
    readFile(file).catch((error: unknown) => error),
    access(`${file.replace(/\.pub$/, '')}-cert.pub`).then(
      () => true,
      () => false,
    ),
  ]);
  if (text instanceof Buffer)
    return { file, ...(hasCertificate && { hasCertificate }), ...(await readIdentity(file, text)) };
  // Of a key that only an agent holds, the public half may lie there alone.
  const publicKey = await readPublicKey(file);
  if (publicKey !== undefined) return { file, kind: 'agent-only', publicKey };
  return { file, kind: 'unusable', reason: isMissing(text) ? 'missing' : 'unreadable' };
}

async function readIdentity(file: string, text: Buffer) {
  const key = parse(text);
  if (!(key instanceof Error)) {
    return key.isPrivateKey() ? ({ kind: 'key', key } as const) : ({ kind: 'agent-only', publicKey: key } as const);
  }
  if (isSecurityKey(text)) return { kind: 'unusable', reason: 'security-key' } as const;
  if (!/passphrase/i.test(key.message)) return { kind: 'unusable', reason: 'not-a-key' } as const;
  const publicKey = await readPublicKey(file);
  return { kind: 'encrypted', text, ...(publicKey !== undefined && { publicKey }) } as const;
}

async function readPublicKey(file: string): Promise<ParsedKey | undefined> {
  const text = await readFile(`${file}.pub`).catch(() => undefined);
  const key = text === undefined ? undefined : parse(text);
  return key instanceof Error ? undefined : key;
}

/** The type stands in the public half, which is never encrypted: as text in a .pub file, in base64 in a private one. */
function isSecurityKey(text: Buffer): boolean {
  const body = text.toString('latin1').replace(/-----[^-]+-----|\s/g, '');
  return securityKey.test(text.toString('latin1')) || securityKey.test(Buffer.from(body, 'base64').toString('latin1'));
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
