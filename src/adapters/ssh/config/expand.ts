import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { HostError } from '../../../errors.js';
import { say } from '../../../messages/say.js';

/** The values of the tokens of ssh_config(5), TOKENS, by their letter; those that are known only later are missing. */
export type Tokens = Readonly<Record<string, string>>;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface TokenSource {
  readonly home: string;
  readonly localUser: string;
  /** This machine's name, whole. */
  readonly hostname: string;
  readonly uid: number;
  /** As it was typed. */
  readonly alias: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias?: string;
  /** The last host of ProxyJump. */
  readonly jumpHost?: string;
}

/** The tokens that file names of one connection may hold. */
export function tokensOf(source: TokenSource): Tokens {
  const { home, localUser, hostname, uid, alias, host, port, user, jumpHost = '' } = source;
  const parts = [hostname, host, String(port), user, jumpHost];
  return {
    ...{ d: home, u: localUser, i: String(uid), n: alias, h: host, p: String(port), r: user, j: jumpHost },
    ...{ l: hostname, L: hostname.split('.')[0] ?? hostname, k: source.hostKeyAlias ?? alias },
    C: createHash('sha1').update(parts.join('')).digest('hex'),
  };
}

/** A file's name with `~`, `~user`, tokens and ${VARIABLES} filled in. Throws HostError('config') where one has no value. */
export function expandPath(path: string, tokens: Tokens, home: string, env: Environment): string {
  return expandTokens(expandTilde(path, home), tokens, env);
}

/** Fills in `%x` and, given an environment, ${VARIABLES}. Throws HostError('config') where one has no value. */
export function expandTokens(text: string, tokens: Tokens, env?: Environment): string {
  return text.replace(/%(.?)|\$\{([^}]*)\}/gs, (whole, letter?: string, name?: string) => {
    if (name !== undefined && env === undefined) return whole;
    const value = name === undefined ? (letter === '%' ? '%' : tokens[letter ?? '']) : env?.[name];
    if (value !== undefined) return value;
    throw new HostError('config', say.sshConfig.noToken({ token: whole, text }), {
      hint: name === undefined ? say.sshConfig.noTokenHint : say.sshConfig.noVariableHint({ name }),
    });
  });
}

function expandTilde(path: string, home: string): string {
  const [whole, user] = /^~([^/]*)/.exec(path) ?? [];
  if (whole === undefined) return path;
  const folder = user === '' ? home : homeOf(user ?? '');
  // A name alone is the folder, which OpenSSH writes with a slash behind.
  if (folder !== undefined) return `${folder}${path.slice(whole.length) || '/'}`;
  throw new HostError('config', say.sshConfig.noUser({ user: user ?? '', path }), {
    hint: say.sshConfig.noUserHint,
  });
}

/** A local user's home folder, from passwd(5); undefined where that file does not have it. */
export function homeOf(user: string): string | undefined {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return lines.map((line) => line.split(':')).find(([name]) => name === user)?.[5];
}
