import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { HostError } from '../../errors.js';
import { formatDuration } from '../../text/time.js';
import type { Link } from './link.js';
import { renderAddress, renderTarget } from './target.js';

const defaultTimeoutMs = 10_000;

/**
 * A TCP connection made by the host at the link's other end (SSH direct-tcpip).
 * Throws HostError: 'forwarding' where its sshd forbids it, 'refused' | 'unreachable' | 'timeout' as the host saw it.
 */
export function connectThrough(link: Link, host: string, port: number, timeoutMs = defaultTimeoutMs): Promise<Duplex> {
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
      if (error !== undefined) return finish(() => reject(explain(error, address, where)));
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
function explain(error: Error, address: string, where: string): HostError {
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
