import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { HostError } from '../../errors.js';
import { formatDuration } from '../../text/time.js';
import type { Hop } from './hop.js';
import type { Link } from './link.js';
import { renderAddress, renderTarget, type Target } from './target.js';

type SocketHop = Pick<Hop, 'target' | 'connectTimeoutMs' | 'bindAddress' | 'addressFamily'>;

/**
 * A TCP connection to the target. Throws HostError('refused' | 'unreachable').
 * @param signal gives up while the host has not answered; a connection that stands is not touched
 */
export function openSocket(hop: SocketHop, signal?: AbortSignal): Promise<Socket> {
  const { target, connectTimeoutMs: timeoutMs, bindAddress, addressFamily } = hop;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: target.host,
      port: target.port,
      noDelay: true,
      ...(bindAddress !== undefined && { localAddress: bindAddress }),
      ...(addressFamily !== undefined && { family: addressFamily }),
    });
    const giveUp = () => socket.destroy(new Error('ETIMEDOUT'));
    signal?.addEventListener('abort', giveUp, { once: true });
    const fail = (error: HostError) => {
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(explainSocket(target, 'ETIMEDOUT', undefined)), timeoutMs);
    const onError = (error: Error) => {
      clearTimeout(timer);
      fail(explainSocket(target, codeOf(error), error));
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      socket.off('error', onError);
      // Whoever takes the socket adds a listener of its own; until then a reset must not end the process.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function explainSocket(target: Target, code: string, cause: Error | undefined): HostError {
  const details = { where: renderTarget(target), cause };
  switch (code) {
    case 'ECONNREFUSED':
      return new HostError('refused', 'the connection was refused: nothing listens on that port', {
        ...details,
        hint: 'see that sshd runs on the host and that ssh.port is right',
      });
    case 'ETIMEDOUT':
      return new HostError('unreachable', 'the host did not answer', {
        ...details,
        hint: 'see that the instance runs, that its security group lets this machine in on the SSH port, and that ssh.host (private or public) is reachable from here; else set ssh.proxyJump',
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new HostError('unreachable', `the name ${target.host} cannot be resolved`, {
        ...details,
        hint: 'give ssh.host as an address, or repair the name service of this machine',
      });
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new HostError('config', `this machine has no address to connect from (${code})`, {
        ...details,
        hint: 'see BindAddress and AddressFamily in your ssh_config',
      });
    default:
      return new HostError('unreachable', `the host cannot be reached (${code})`, {
        ...details,
        hint: 'see that this machine has a route to the host; else set ssh.proxyJump, or ssh.host: public',
      });
  }
}

/** Several addresses of one name give an AggregateError, whose parts have the codes. */
function codeOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : error.message;
}

const throughTimeoutMs = 10_000;

/**
 * A TCP connection made by the host at the link's other end (SSH direct-tcpip).
 * Throws HostError: 'forwarding' where its sshd forbids it, 'refused' | 'unreachable' | 'timeout' as the host saw it.
 */
export function connectThrough(link: Link, host: string, port: number, timeoutMs = throughTimeoutMs): Promise<Duplex> {
  const address = renderAddress(host, port);
  const where = renderTarget(link.target);
  return new Promise((resolve, reject) => {
    let over = false;
    const finish = (act: () => void) => {
      clearTimeout(timer);
      link.lost.removeEventListener('abort', onLost);
      over = true;
      act();
    };
    const onLost = () => finish(() => reject(link.lost.reason));
    const timer = setTimeout(() => {
      const hint = `see that this host has a route to ${address} and that no firewall drops the packets`;
      finish(() =>
        reject(
          new HostError('timeout', `it got no answer from ${address} in ${formatDuration(timeoutMs, 'set')}`, {
            where,
            hint,
          }),
        ),
      );
    }, timeoutMs);
    if (link.lost.aborted) return onLost();
    link.lost.addEventListener('abort', onLost);
    const onOpen = (error: Error | undefined, channel: ClientChannel) => {
      if (over) return channel?.destroy();
      if (error !== undefined) return finish(() => reject(explainChannel(error, address, where)));
      channel.stderr.resume();
      finish(() => resolve(channel));
    };
    try {
      link.client.forwardOut('127.0.0.1', 0, host, port, onOpen);
    } catch (error) {
      finish(() => reject(link.drop(error)));
    }
  });
}

/** RFC 4254, 5.1: reason 1 is "administratively prohibited", 2 "connect failed". */
function explainChannel(error: Error, address: string, where: string): HostError {
  const details = { where, cause: error };
  if ('reason' in error && error.reason === 1) {
    return new HostError('forwarding', `its sshd forbids connections to ${address} through it`, {
      ...details,
      hint: 'set AllowTcpForwarding yes in its sshd_config and reload sshd',
    });
  }
  const kind = /refused/i.test(error.message) ? 'refused' : 'unreachable';
  const said = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  return new HostError(kind, `it cannot connect to ${address}: ${said || 'connect failed'}`, {
    ...details,
    hint: `log in there and try it by hand: bash -c 'exec 3<>/dev/tcp/${address.replace(/:(\d+)$/, '/$1')}'`,
  });
}
