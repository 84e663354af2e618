import type { SshSpec } from '../../cluster/spec.js';
import { HostError } from '../../errors.js';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import { type Jump, parseJumps } from './config/jumps.js';
import { type HostConfig, resolveConfig, type Surroundings } from './config/resolve-config.js';
import { type Hop, type HopFallback, type HopQuery, resolveHop } from './hop.js';
import { renderAddress } from './target.js';

/** Where neither the answers nor ssh_config name a user. */
const defaultUser = 'root';

const maxHops = 8;

/** What the answers say of a host, with `host` resolved to an address or a name. */
export interface RouteQuery {
  readonly ssh: SshSpec;
  /** How messages name the host. */
  readonly label: string;
}

/**
 * The logins that lead to a host, the outermost bastion first, the host itself last. As with `ssh -J a,b`, the first hop of
 * a list may have a ProxyJump of its own. A bastion's own settings in ssh_config win over the answers' ssh block, which is
 * about the pair. Throws HostError('config').
 */
export async function resolveRoute(
  query: RouteQuery,
  around: Surroundings,
  onWarning: (message: string) => void,
): Promise<readonly Hop[]> {
  const said = new Set<string>();
  const warn = (message: string) => {
    if (!said.has(message)) onWarning(message);
    said.add(message);
  };
  const resolve = async (hop: HopQuery, fallback: HopFallback): Promise<Hop> => {
    const { host: alias, user, port, proxyJump } = hop;
    const given = { ...(user && { user }), ...(port && { port }), ...(proxyJump && { proxyJump }) };
    const config = await resolveConfig({ alias, ...given, userOtherwise: fallback.user ?? defaultUser }, around, warn);
    const unheeded = findUnheeded(config);
    if (unheeded.length > 0) warn(say.ssh.config.unheeded({ alias, keywords: listed(unheeded) }));
    return resolveHop(hop, fallback, config, around);
  };
  const target = await resolve({ ...query.ssh, label: query.label }, {});
  const { hostKeys } = query.ssh;
  const bastion = (jump: Jump) =>
    resolve(
      { ...jump, label: say.ssh.jumpHost, isJump: true, ...(hostKeys === undefined ? {} : { hostKeys }) },
      query.ssh,
    );
  const hops = [target];
  for (let proxyJump = target.proxyJump; proxyJump !== undefined; ) {
    const jumps = await Promise.all(parseJumps(proxyJump).map(bastion));
    hops.unshift(...jumps);
    proxyJump = jumps[0]?.proxyJump;
    if (hops.length > maxHops) {
      throw new HostError(
        'config',
        say.ssh.config.circle({ label: query.label, hops: maxHops, again: proxyJump ?? '' }),
        {
          hint: say.ssh.config.circleHint,
        },
      );
    }
  }
  return hops.map((hop, index) => {
    const before = hops[index - 1];
    if (before === undefined) return hop;
    const through = renderAddress(before.target.host, before.target.port);
    return { ...hop, target: { ...hop.target, through } };
  });
}

/** Settings that decide who is let in or which host is reached, and that are not followed, unless they say no. */
const unheededKeywords = [
  ...['BindInterface', 'CanonicalizePermittedCNAMEs', 'CertificateFile', 'CheckHostIP', 'HostbasedAuthentication'],
  ...['KnownHostsCommand', 'PKCS11Provider', 'SecurityKeyProvider', 'VerifyHostKeyDNS'],
];

function findUnheeded({ values }: HostConfig): readonly string[] {
  return unheededKeywords.filter((keyword) => {
    const value = values.get(keyword.toLowerCase())?.[0]?.toLowerCase();
    return value !== undefined && !['none', 'no', 'false', 'internal', ''].includes(value);
  });
}
