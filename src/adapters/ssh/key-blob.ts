import { createHash } from 'node:crypto';

/** By key type, of how many fields its public key consists after the type (RFC 4253, 6.6; RFC 5656; RFC 8709; PROTOCOL.u2f). */
const fieldCounts: ReadonlyMap<string, number> = new Map([
  ['ssh-ed25519', 1],
  ['ssh-rsa', 2],
  ['ssh-dss', 4],
  ['ecdsa-sha2-nistp256', 2],
  ['ecdsa-sha2-nistp384', 2],
  ['ecdsa-sha2-nistp521', 2],
  ['sk-ssh-ed25519@openssh.com', 2],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 3],
]);

/** The key type that an SSH public key blob states in its first field; empty where it is not a blob. */
export function keyType(key: Buffer): string {
  if (key.length < 4) return '';
  return key.toString('latin1', 4, 4 + Math.min(key.readUInt32BE(0), 64));
}

/** As `ssh-keygen -lf` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The fields of a sequence of SSH strings (RFC 4251, 5); undefined where the bytes end elsewhere. */
export function splitStrings(bytes: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** A whole public key of the type that is named beside it; undefined where it is damaged or of another type. */
export function decodeKey(type: string, base64: string): Buffer | undefined {
  const key = Buffer.from(base64, 'base64');
  if (key.toString('base64') !== base64 || keyType(key) !== type) return undefined;
  const [, ...fields] = splitStrings(key) ?? [];
  if (fields.length !== fieldCounts.get(type) || fields.some((field) => field.length === 0)) return undefined;
  const isEd25519 = type.includes('ssh-ed25519');
  return isEd25519 && fields[0]?.length !== 32 ? undefined : key;
}
