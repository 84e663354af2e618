import type { Duplex } from 'node:stream';
import type { HostPort } from '../../ports.js';
import type { NodeName, SshSpec } from '../../spec/spec.js';
import { connectThrough } from './connect-through.js';
import { verifyRoot } from './elevate.js';
import { HostKeyCheck } from './host-key.js';
import { loadIdentities } from './identity.js';
import { type Link, openLink } from './link.js';
import type { SshQuestions } from './questions.js';
import { openSocket } from './socket.js';
import { SshHost } from './ssh-host.js';
import { parseJump, type Target } from './target.js';

export interface ConnectOptions {
  readonly node: NodeName;
  /** How messages name the host: the instance's id. */
  readonly label: string;
  /** With `host` resolved to an address or a name: not `private` or `public`. */
  readonly ssh: SshSpec;
  /** The user's home folder, for `~` and the default keys and known_hosts. */
  readonly home: string;
  readonly agentSocket?: string;
  readonly questions: SshQuestions;
  readonly onWarning: (message: string) => void;
  /** Gives up, at whatever stage the login is. */
  readonly signal?: AbortSignal;
}

const rootCheckMs = 15_000;

export type ConnectedHost = HostPort & { close(): Promise<void> };

/**
 * Logs in to a host and makes sure that commands run there as root. Throws HostError with what to do.
 * Ways tried: a named key that needs no passphrase, the agent, (default) keys, the password.
 */
export async function connectHost(options: ConnectOptions): Promise<ConnectedHost> {
  const { ssh, label } = options;
  const target: Target = { host: ssh.host, port: ssh.port, user: ssh.user, label };
  const jump = ssh.proxyJump === undefined ? undefined : parseJump(ssh.proxyJump, ssh.user);
  const hop = jump === undefined ? undefined : await logIn(jump, openSocket(jump, options.signal), options);
  try {
    const opening =
      hop === undefined ? openSocket(target, options.signal) : connectThrough(hop, target.host, target.port);
    const link = await logIn(target, opening, options);
    const host = new SshHost(options.node, link, hop);
    try {
      verifyRoot(target, await host.read(['id', '-u'], { timeoutMs: rootCheckMs }));
    } catch (error) {
      await host.close();
      throw error;
    }
    return host;
  } catch (error) {
    await hop?.close();
    throw error;
  }
}

/** Files are read while the socket opens. */
async function logIn(target: Target, opening: Promise<Duplex>, options: ConnectOptions): Promise<Link> {
  const { ssh, home, onWarning, agentSocket, questions } = options;
  const { knownHosts, identityFile } = ssh;
  const hostKeys = ssh.hostKeys ?? ('ask' as const);
  const policy = { home, hostKeys, questions, onWarning, ...(knownHosts === undefined ? {} : { knownHosts }) };
  const [socket, hostKey, identities] = await Promise.all([
    opening,
    HostKeyCheck.load(target, policy),
    loadIdentities(home, identityFile === undefined ? [] : [identityFile]),
  ]).catch((error: unknown) => {
    opening.then((socket) => socket.destroy()).catch(() => undefined);
    throw error;
  });
  return openLink(target, socket, hostKey, {
    target,
    identities,
    named: identityFile !== undefined,
    identitiesOnly: false,
    questions,
    ...(agentSocket === undefined ? {} : { agentSocket }),
  });
}
