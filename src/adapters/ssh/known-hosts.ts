import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { matchesPatterns } from './config/patterns.js';
import { decodeKey, keyType } from './key-blob.js';

/** One usable line of a known_hosts file. */
export interface KnownHostsEntry {
  readonly file: string;
  readonly line: number;
  readonly marker?: 'revoked' | 'cert-authority';
  /** The first field as it stands: patterns, or one hashed name. */
  readonly names: string;
  readonly type: string;
  readonly key: Buffer;
}

export type Verdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown'; readonly certAuthority?: KnownHostsEntry }
  | { readonly kind: 'changed'; readonly entry: KnownHostsEntry }
  | { readonly kind: 'revoked'; readonly entry: KnownHostsEntry };

/** The entries of one known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT); lines it cannot read are left out, as OpenSSH does. */
export function parseKnownHosts(text: string, file: string): readonly KnownHostsEntry[] {
  return text.split('\n').flatMap((raw, index) => {
    const words = raw.split(/[ \t]+/).filter((word) => word !== '');
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [names, type, base64] = words;
    if (names === undefined || /^[#@]/.test(names) || type === undefined || base64 === undefined) return [];
    if (marker !== undefined && marker !== '@revoked' && marker !== '@cert-authority') return [];
    const key = decodeKey(type, base64.replace(/\r$/, ''));
    if (key === undefined) return [];
    const entry = { file, line: index + 1, names, type, key };
    if (marker === undefined) return [entry];
    return [{ ...entry, marker: marker === '@revoked' ? ('revoked' as const) : ('cert-authority' as const) }];
  });
}

/** The name under which known_hosts keeps a server: the port is part of it unless it is 22. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** A name as HashKnownHosts wants it written: nobody who reads the file learns where its owner goes. */
export function hashName(name: string): string {
  const salt = randomBytes(20);
  const digest = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${digest}`;
}

/**
 * What the entries say of this key. Only a server that no entry has by its name with the port is looked for by its bare name,
 * and only to recognise it. A host known by other keys alone is `changed`: a stranger could offer another key type to look
 * merely new.
 */
export function judge(entries: readonly KnownHostsEntry[], host: string, port: number, key: Buffer): Verdict {
  const name = knownHostsName(host, port);
  const own = entries.filter((entry) => matchesName(entry.names, name));
  const bare = port === 22 ? [] : entries.filter((entry) => matchesName(entry.names, host.toLowerCase()));
  const revoked = [...own, ...bare].find((entry) => entry.marker === 'revoked' && entry.key.equals(key));
  if (revoked !== undefined) return { kind: 'revoked', entry: revoked };
  const ownKeys = own.filter((entry) => entry.marker === undefined);
  const isKnown = (entry: KnownHostsEntry) => entry.marker === undefined && entry.key.equals(key);
  if (ownKeys.some(isKnown) || (ownKeys.length === 0 && bare.some(isKnown))) return { kind: 'known' };
  const changed = ownKeys.find((entry) => entry.type === keyType(key)) ?? ownKeys[0];
  if (changed !== undefined) return { kind: 'changed', entry: changed };
  const certAuthority = own.find((entry) => entry.marker === 'cert-authority');
  return certAuthority === undefined ? { kind: 'unknown' } : { kind: 'unknown', certAuthority };
}

/** The key types by which the entries know the host, so that the server can be asked for one of them. */
export function knownKeyTypes(entries: readonly KnownHostsEntry[], host: string, port: number): readonly string[] {
  const named = (name: string) =>
    entries.filter((entry) => entry.marker === undefined && matchesName(entry.names, name)).map((entry) => entry.type);
  const own = named(knownHostsName(host, port));
  return own.length > 0 ? own : named(host.toLowerCase());
}

function matchesName(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return matchesHash(names, name);
  return matchesPatterns(names.toLowerCase().split(','), name);
}

function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = '', digest = ''] = hashed.split('|');
  const expected = Buffer.from(digest, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
