import type { SshSpec } from '../../cluster/spec.js';
import { HostError } from '../../errors.js';
import { lookUp } from './config.js';
import type { ConfigLine } from './config-file.js';
import { type Hop, type HopFallback, type HopWish, resolveHop, type Surroundings } from './hop.js';
import { type Jump, parseJumps } from './target.js';

const maxHops = 8;

/** What the answers say of a host, with `host` resolved to an address or a name. */
export interface RouteWish {
  readonly ssh: SshSpec;
  /** How messages name the host. */
  readonly label: string;
}

/**
 * The logins that lead to a host, the outermost bastion first, the host itself last. As with `ssh -J a,b`, the first hop of
 * a list may have a ProxyJump of its own. A bastion's own settings in ssh_config win over the answers' ssh block, which is
 * about the pair.
 */
export function resolveRoute(
  wish: RouteWish,
  config: readonly ConfigLine[],
  around: Surroundings,
  onWarning: (message: string) => void,
): readonly Hop[] {
  const resolve = (hop: HopWish, fallback: HopFallback): Hop => {
    const query = {
      alias: hop.host,
      localUser: around.localUser,
      ...(hop.user === undefined ? {} : { user: hop.user }),
    };
    return resolveHop(hop, fallback, lookUp(config, query, onWarning), around);
  };
  const target = resolve({ ...wish.ssh, label: wish.label }, {});
  const { hostKeys } = wish.ssh;
  const bastion = (jump: Jump) =>
    resolve({ ...jump, label: 'jump host', ...(hostKeys === undefined ? {} : { hostKeys }) }, wish.ssh);
  const hops = [target];
  for (let proxyJump = target.proxyJump; proxyJump !== undefined; ) {
    const jumps = parseJumps(proxyJump).map(bastion);
    hops.unshift(...jumps);
    proxyJump = jumps[0]?.proxyJump;
    if (hops.length > maxHops) {
      throw new HostError('config', `the way to ${wish.label} has more than ${maxHops} hops: ${proxyJump} again`, {
        hint: 'see the ProxyJump lines of ~/.ssh/config: they lead in a circle',
      });
    }
  }
  return hops;
}
