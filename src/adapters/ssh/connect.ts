import { lookup } from 'node:dns/promises';
import { hostname, userInfo } from 'node:os';
import type { Duplex } from 'node:stream';
import type { NodeName, SshSpec } from '../../cluster/spec.js';
import { HostError } from '../../errors.js';
import type { HostPort } from '../../ports/host.js';
import { asRoot, becomeRoot, type Elevation, isRoot } from './elevate.js';
import { execute } from './exec.js';
import type { Hop } from './hop.js';
import { HostKeyCheck } from './host-key.js';
import { loadIdentities } from './identity.js';
import { type Link, openLink } from './link.js';
import { LinkPool } from './link-pool.js';
import type { SshQuestions } from './questions.js';
import { resolveRoute } from './route.js';
import { SshHost } from './ssh-host.js';

export interface ConnectOptions {
  readonly node: NodeName;
  /** How messages name the host: the instance's id. */
  readonly label: string;
  /** With `host` resolved to an address or a name: not `private` or `public`. */
  readonly ssh: SshSpec;
  /** The user's home folder, for `~`, the user's ssh_config and the default keys and known_hosts. */
  readonly home: string;
  /** For SSH_AUTH_SOCK, and for variables in paths. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** OpenSSH's system-wide files; /etc/ssh where absent. */
  readonly systemFolder?: string;
  readonly questions: SshQuestions;
  /** Shared with the other host: where both go through one bastion it is logged in to once. */
  readonly pool?: LinkPool;
  readonly onWarning: (message: string) => void;
  /** For so long a host whose connection was lost is tried again; 30 000 where absent. */
  readonly reconnectMs?: number;
  /** Gives up while the host has not answered. */
  readonly signal?: AbortSignal;
}

const rootCheckMs = 15_000;
/** So many answers of one login may come too late. */
const maxLate = 5;

export type ConnectedHost = HostPort & { close(): Promise<void> };

/**
 * Logs in to a host, hop by hop, and finds out how commands run there as root. Throws HostError with what to do, as the first
 * command does where a root's login may run none.
 */
export async function connectHost(options: ConnectOptions): Promise<ConnectedHost> {
  const { home, env, systemFolder = '/etc/ssh', onWarning, questions, pool = new LinkPool() } = options;
  const { username: localUser, uid, gid } = userInfo();
  const around = { home, env, systemFolder, localUser, uid, gid, hostname: hostname(), hasAddress };
  const route = await resolveRoute(options, around, onWarning);
  const logInWith = (asked: SshQuestions) => (hop: Hop, opening: Promise<Duplex>) =>
    logIn(hop, opening, { home, onWarning, questions: hop.mayAsk ? asked : asked.withoutAsking() });
  const lease = await withoutLateness(() => pool.lease(route, logInWith(questions), options.signal));
  const { link } = lease;
  try {
    const tryOut = (how: Elevation) =>
      execute(link, 'id -u', asRoot(how, ['id', '-u'], rootCheckMs), { timeoutMs: rootCheckMs });
    const how = link.target.user === 'root' ? isRoot : await becomeRoot(link.target, tryOut, questions);
    // While progress is drawn nobody can be asked: what was answered once must do.
    const again = logInWith(questions.withoutAsking());
    const reopen = () => {
      if (options.signal?.aborted === true) throw link.lost.reason;
      return pool.lease(route, again, options.signal);
    };
    return new SshHost(options.node, { lease, how, reopen, reconnectMs: options.reconnectMs ?? 30_000 });
  } catch (error) {
    await lease.release();
    throw error;
  }
}

/** A server may have gone while somebody answered it: what was answered serves the next login. */
async function withoutLateness<T>(open: () => Promise<T>): Promise<T> {
  for (let late = 0; ; late += 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof HostError && error.kind === 'late') || late === maxLate) throw error;
    }
  }
}

/** Files are read while the socket opens. */
async function logIn(
  hop: Hop,
  opening: Promise<Duplex>,
  { home, questions, onWarning }: Pick<ConnectOptions, 'home' | 'questions' | 'onWarning'>,
): Promise<Link> {
  const [socket, hostKey, identities] = await Promise.all([
    opening,
    HostKeyCheck.load(hop.target, { ...hop, questions, onWarning }),
    loadIdentities(home, hop.identityFiles),
  ]).catch((error: unknown) => {
    opening.then((socket) => socket.destroy()).catch(() => undefined);
    throw error;
  });
  return openLink(hop, socket, hostKey, { identities, questions });
}

function hasAddress(name: string): Promise<boolean> {
  return lookup(name).then(
    () => true,
    () => false,
  );
}
