import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';
import { HostError } from '../../errors.js';
import type { CommandResult, RunOptions } from '../../ports.js';
import { LineSplitter } from './lines.js';
import type { Link } from './link.js';
import { renderTarget } from './target.js';

export const defaultTimeoutMs = 60_000;

/**
 * Runs one command line and waits for its exit status. A signal counts as 128 + its number, as in a shell.
 * Throws HostError('timeout' | 'lost' | 'refused'); `title` names the command in the message.
 */
export function execute(link: Link, title: string, command: string, options: RunOptions): Promise<CommandResult> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const where = renderTarget(link.target);
  return new Promise((resolve, reject) => {
    let channel: ClientChannel | undefined;
    const onLost = () => settle(() => reject(link.lost.reason));
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      link.lost.removeEventListener('abort', onLost);
      finish();
    };
    const timer = setTimeout(() => {
      channel?.close();
      const hint = 'log in and run it by hand to see what it waits for';
      settle(() => reject(new HostError('timeout', `no end after ${timeoutMs / 1000} s: ${title}`, { where, hint })));
    }, timeoutMs);

    if (link.lost.aborted) return onLost();
    link.lost.addEventListener('abort', onLost);
    const onOpen = (error: Error | undefined, opened: ClientChannel) => {
      if (error !== undefined) {
        const hint = 'see MaxSessions in the host’s sshd_config, and that the user has a login shell';
        const refusal = new HostError('refused', `the host did not start a command: ${error.message}`, {
          where,
          hint,
          cause: error,
        });
        return settle(() => reject(refusal));
      }
      channel = opened;
      collect(opened, options).then(
        (result) => settle(() => resolve(result)),
        () => settle(() => reject(link.lost.reason ?? endedEarly(title, where))),
      );
    };
    try {
      link.client.exec(command, onOpen);
    } catch (error) {
      // ssh2 throws at once where its socket is already closing and `lost` has not fired yet.
      settle(() =>
        reject(link.lost.reason ?? new HostError('lost', 'the SSH connection was lost', { where, cause: error })),
      );
    }
  });
}

function endedEarly(title: string, where: string): HostError {
  const hint = 'see that the host is up, then run the same command again';
  return new HostError('lost', `the channel closed before the command ended: ${title}`, { where, hint });
}

/** Rejects where the channel closes without an exit status: a lost connection, never success. */
function collect(channel: ClientChannel, options: RunOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const gather = (stream: NodeJS.ReadableStream, chunks: Buffer[]) => {
      const lines = options.onLine === undefined ? undefined : new LineSplitter(options.onLine);
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        lines?.push(chunk);
      });
      return new Promise<void>((ended) => {
        stream.once('end', () => {
          lines?.end();
          ended();
        });
      });
    };
    let code: number | undefined;
    const ends = [gather(channel, stdout), gather(channel.stderr, stderr)];
    channel.on('exit', (status: number | null, signal?: string) => {
      code = status ?? 128 + signalNumber(signal);
    });
    channel.once('close', () => {
      if (code === undefined) return reject(new Error('no exit status'));
      const status = code;
      Promise.all(ends).then(() =>
        resolve({ code: status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
      );
    });
    channel.on('error', () => undefined);
    channel.end(options.stdin ?? '');
  });
}

function signalNumber(name: string | undefined): number {
  const numbers: Readonly<Record<string, number>> = constants.signals;
  return name === undefined ? 0 : (numbers[name] ?? 0);
}
