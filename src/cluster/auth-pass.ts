import { randomInt } from 'node:crypto';

/**
 * What keepalived reads as the same bytes between quotes in every version from 1.3.5 on: every printable character of ASCII
 * but the quote itself (nothing escapes it), the backslash (2.x warns of one before the closing quote), $ (2.x puts
 * definitions in its place) and braces (which other readers of the file count).
 */
const alphabet = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index))
  .filter((character) => !/["\\${}]/.test(character))
  .join('');

/** keepalived cuts what is longer: the field of an advert has 8 bytes (RFC 2338, 5.3.10). */
const longest = 8;

/** A new password for VRRP: 89^8 of them, which is 51 bits. */
export function drawAuthPass(): string {
  return Array.from({ length: longest }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Needs no quotes in keepalived.conf. */
const plain = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;

/** A password as it stands in keepalived.conf; undefined where keepalived would read something else, or more than a password. */
export function quoteAuthPass(password: string): string | undefined {
  if (plain.test(password)) return password;
  const isSafe = password !== '' && [...password].every((character) => alphabet.includes(character));
  return isSafe ? `"${password}"` : undefined;
}
