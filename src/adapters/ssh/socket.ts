import { connect, type Socket } from 'node:net';
import { HostError } from '../../errors.js';
import { renderTarget, type Target } from './target.js';

/**
 * A TCP connection to the target. Throws HostError('refused' | 'unreachable').
 * @param signal gives up while the host has not answered; a connection that stands is not touched
 */
export function openSocket(target: Target, timeoutMs: number, signal?: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const giveUp = () => socket.destroy(new Error('ETIMEDOUT'));
    signal?.addEventListener('abort', giveUp, { once: true });
    const fail = (error: HostError) => {
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(explain(target, 'ETIMEDOUT', undefined)), timeoutMs);
    const onError = (error: Error) => {
      clearTimeout(timer);
      fail(explain(target, codeOf(error), error));
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

function explain(target: Target, code: string, cause: Error | undefined): HostError {
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
        hint: 'give ssh.host as an address, or mend the name service of this machine',
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
