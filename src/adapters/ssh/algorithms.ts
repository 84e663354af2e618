import type { CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import { HostError } from '../../errors.js';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import { matchesPatterns } from './config/patterns.js';

/** By the keyword of ssh_config(5) that narrows them. */
export interface OfferedAlgorithms {
  readonly kexalgorithms: readonly KexAlgorithm[];
  readonly ciphers: readonly CipherAlgorithm[];
  readonly macs: readonly MacAlgorithm[];
  readonly hostkeyalgorithms: readonly ServerHostKeyAlgorithm[];
}

/** Fastest first, all of them in OpenSSH 7.4 (CentOS 7) and later; nothing that rests on SHA-1, no compression. */
export const offered: OfferedAlgorithms = {
  kexalgorithms: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
  ],
  ciphers: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
    'aes192-ctr',
  ],
  macs: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  hostkeyalgorithms: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
};

/** The kind of key that an algorithm signs with: an RSA key has several algorithms. */
export function keyTypeOf(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}

/** What a setting such as `KexAlgorithms ^a,b` leaves of the algorithms that we have, and in which order. */
export function selectAlgorithms<T extends string>(ours: readonly T[], setting: string | undefined): readonly T[] {
  if (setting === undefined || setting.startsWith('+')) return ours;
  const patterns = setting.replace(/^[-^]/, '').split(',');
  const isNamed = (name: T) => matchesPatterns(patterns, name);
  if (setting.startsWith('-')) return ours.filter((name) => !isNamed(name));
  const named = patterns.flatMap((pattern) => ours.filter((name) => matchesPatterns([pattern], name)));
  return [...new Set(setting.startsWith('^') ? [...named, ...ours] : named)];
}

/** As selectAlgorithms, for all four settings. Throws HostError('config') where nothing is left of one. */
export function narrowAlgorithms(setting: (keyword: string) => string | undefined, alias: string): OfferedAlgorithms {
  const narrow = <K extends keyof OfferedAlgorithms>(keyword: K): OfferedAlgorithms[K] => {
    const value = setting(keyword);
    const left = selectAlgorithms(offered[keyword] as readonly string[], value) as unknown as OfferedAlgorithms[K];
    if (left.length > 0) return left;
    throw new HostError('config', say.ssh.config.noAlgorithm({ alias, keyword, value: value ?? '' }), {
      hint: say.ssh.config.noAlgorithmHint({ algorithms: listed(offered[keyword]) }),
    });
  };
  return {
    kexalgorithms: narrow('kexalgorithms'),
    ciphers: narrow('ciphers'),
    macs: narrow('macs'),
    hostkeyalgorithms: narrow('hostkeyalgorithms'),
  };
}
