import ssh2 from 'ssh2';

/**
 * The text of a new private key. ssh2 writes some four in a thousand of its ed25519 keys so that it cannot read them again:
 * those are drawn anew.
 */
export function newPrivateKey(): string {
  for (;;) {
    const { private: text } = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(text) instanceof Error)) return text;
  }
}
