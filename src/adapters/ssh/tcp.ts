import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
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
      return new HostError('refused', say.ssh.connection.refused, {
        ...details,
        hint: say.ssh.connection.refusedHint,
      });
    case 'ETIMEDOUT':
      return new HostError('unreachable', say.ssh.connection.silent, {
        ...details,
        hint: say.ssh.connection.silentHint,
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new HostError('unreachable', say.ssh.connection.noName(target), {
        ...details,
        hint: say.ssh.connection.noNameHint,
      });
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new HostError('config', say.ssh.connection.noSource({ code }), {
        ...details,
        hint: say.ssh.connection.noSourceHint,
      });
    default:
      return new HostError('unreachable', say.ssh.connection.unreachable({ code }), {
        ...details,
        hint: say.ssh.connection.unreachableHint,
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
      const hint = say.ssh.through.silentHint({ address });
      finish(() =>
        reject(
          new HostError('timeout', say.ssh.through.silent({ address, time: formatDuration(timeoutMs, 'set') }), {
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
    return new HostError('forwarding', say.ssh.through.forbidden({ address }), {
      ...details,
      hint: say.ssh.through.forbiddenHint,
    });
  }
  const kind = /refused/i.test(error.message) ? 'refused' : 'unreachable';
  const said = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  return new HostError(kind, say.ssh.through.failed({ address, said: said || say.ssh.through.connectFailed }), {
    ...details,
    hint: say.ssh.through.failedHint({ device: `/dev/tcp/${address.replace(/:(\d+)$/, '/$1')}` }),
  });
}
