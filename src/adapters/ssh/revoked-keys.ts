import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { decodeKey, splitStrings } from './key-blob.js';

/** A file of revoked keys that names a key. */
export type FindRevocation = (key: Buffer) => string | undefined;

const krlMagic = 'SSHKRL\n\0';

/**
 * Reads the files of RevokedHostKeys: lists of public keys, one a line, or key revocation lists (ssh-keygen(1), KEY REVOCATION
 * LISTS; PROTOCOL.krl). Throws HostError('host-key') on one that cannot be read: then nobody knows what it revokes.
 */
export async function loadRevokedKeys(files: readonly string[]): Promise<FindRevocation> {
  const lists = await Promise.all(files.map(async (file) => ({ file, isRevoked: parse(await read(file), file) })));
  return (key) => lists.find(({ isRevoked }) => isRevoked(key))?.file;
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new HostError('host-key', say.ssh.hostKey.revocationsUnreadable({ file }), {
      cause,
      hint: say.ssh.hostKey.revocationsUnreadableHint,
    });
  }
}

function parse(content: Buffer, file: string): (key: Buffer) => boolean {
  if (content.toString('latin1', 0, 8) === krlMagic) return parseKrl(content, file);
  const keys = content
    .toString()
    .split('\n')
    .flatMap((line) => {
      const words = line.trim().split(/\s+/);
      const at = words.findIndex((word, index) => decodeKey(word, words[index + 1] ?? '') !== undefined);
      const key = at < 0 || words[0]?.startsWith('#') ? undefined : decodeKey(words[at] ?? '', words[at + 1] ?? '');
      return key === undefined ? [] : [key];
    });
  return (key) => keys.some((revoked) => revoked.equals(key));
}

/** Sections of a list, by their type: keys in full, or by a digest. Those about certificates do not matter here. */
const sectionKinds: Readonly<Record<number, (key: Buffer) => Buffer>> = {
  2: (key) => key,
  3: (key) => createHash('sha1').update(key).digest(),
  5: (key) => createHash('sha256').update(key).digest(),
};

function parseKrl(content: Buffer, file: string): (key: Buffer) => boolean {
  const damaged = () =>
    new HostError('host-key', say.ssh.hostKey.revocationsDamaged({ file }), {
      hint: say.ssh.hostKey.revocationsDamagedHint({ file }),
    });
  // After the magic: version of the format, number, date and flags of the list, a reserved string and a comment.
  let at = 8 + 4 + 8 + 8 + 8;
  const string = (): Buffer => {
    if (at + 4 > content.length) throw damaged();
    const end = at + 4 + content.readUInt32BE(at);
    if (end > content.length) throw damaged();
    const field = content.subarray(at + 4, end);
    at = end;
    return field;
  };
  string();
  string();
  const entries: { readonly of: (key: Buffer) => Buffer; readonly value: Buffer }[] = [];
  while (at < content.length) {
    const kind = content[at] ?? 0;
    at += 1;
    const section = string();
    // A signature of the list follows the key that made it.
    if (kind === 4) string();
    const of = sectionKinds[kind];
    if (of === undefined) continue;
    const values = splitStrings(section);
    if (values === undefined) throw damaged();
    entries.push(...values.map((value) => ({ of, value })));
  }
  return (key) => entries.some(({ of, value }) => of(key).equals(value));
}
