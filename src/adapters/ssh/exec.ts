import { constants } from 'node:os';
import type { ClientChannel, PseudoTtyOptions } from 'ssh2';
import type { Secret } from '../../cluster/secret.js';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { CommandResult, RunOptions } from '../../ports/host.js';
import { formatDuration } from '../../text/time.js';
import type { Link } from './link.js';
import { type Framed, maxOutput, Output } from './output.js';
import { renderTarget } from './target.js';

export const defaultTimeoutMs = 60_000;

/** A command line as it goes to the host, and how to tell what is the command's own. */
export interface Invocation {
  readonly command: string;
  /** A line that both streams show just before the command begins. */
  readonly mark: string;
  readonly stdin: string;
  /** Runs on a pseudo-terminal; a password is given once its prompt shows. */
  readonly terminal?: { readonly prompt: string; readonly password?: Secret };
}

/** How it ended. What began not, the login shell or sudo refused: their words are the noise. */
export interface Ended extends CommandResult {
  readonly began: boolean;
  readonly noise: string;
}

/** No echo, no line ends changed: what is sent arrives. */
const terminalModes = { ECHO: 0, OPOST: 0, ISIG: 0, IXON: 0, ICRNL: 0 } as unknown as NonNullable<
  PseudoTtyOptions['modes']
>;

/**
 * Runs one command line and waits for its exit status. A signal counts as 128 + its number, as in a shell.
 * Throws HostError('timeout' | 'lost' | 'refused' | 'output'); `title` names the command in the message.
 */
export function execute(link: Link, title: string, invocation: Invocation, options: RunOptions): Promise<Ended> {
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
      const hint = say.ssh.command.tooLongHint;
      settle(() =>
        reject(
          new HostError(
            'timeout',
            say.ssh.command.tooLong({ command: title, time: formatDuration(timeoutMs, 'set') }),
            { where, hint },
          ),
        ),
      );
    }, timeoutMs);

    if (link.lost.aborted) return onLost();
    link.lost.addEventListener('abort', onLost);
    const onOpen = (error: Error | undefined, opened: ClientChannel) => {
      if (error !== undefined) {
        const hint = say.ssh.command.notStartedHint;
        const refusal = new HostError('refused', say.ssh.command.notStarted({ said: error.message }), {
          where,
          hint,
          cause: error,
        });
        return settle(() => reject(refusal));
      }
      channel = opened;
      const onTooMuch = () => {
        opened.close();
        const hint = say.ssh.command.tooMuchHint;
        const message = say.ssh.command.tooMuch({ command: title, mebibytes: maxOutput / 2 ** 20 });
        settle(() => reject(new HostError('output', message, { where, hint })));
      };
      collect(opened, invocation, options, onTooMuch).then(
        (result) => settle(() => resolve(result)),
        () => settle(() => reject(link.lost.reason ?? endedEarly(title, where))),
      );
    };
    try {
      const terminal = invocation.terminal === undefined ? {} : { pty: { modes: terminalModes } };
      link.client.exec(invocation.command, terminal, onOpen);
    } catch (error) {
      // ssh2 throws at once where its socket is already closing and `lost` has not fired yet.
      settle(() => reject(link.drop(error)));
    }
  });
}

function endedEarly(title: string, where: string): HostError {
  const hint = say.ssh.hostUp;
  return new HostError('lost', say.ssh.command.cut({ command: title }), { where, hint });
}

/** Rejects where the channel closes without an exit status: a lost connection, never success. */
function collect(
  channel: ClientChannel,
  invocation: Invocation,
  options: RunOptions,
  onTooMuch: () => void,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { mark, stdin, terminal } = invocation;
    const end = `${mark}-stderr`;
    const onLine = options.onLine && ((line: string) => (line === end ? undefined : options.onLine?.(line)));
    const output = new Output(channel, mark, onLine, onTooMuch);
    const errors = new Output(channel.stderr, mark, onLine, onTooMuch);
    let code: number | undefined;
    channel.on('exit', (status: number | null, signal?: string) => {
      code = status ?? 128 + signalNumber(signal);
    });
    channel.once('close', () => {
      if (code === undefined) return reject(new Error(say.ssh.connection.noStatus));
      const status = code;
      Promise.all([output.ended, errors.ended]).then(() => {
        const [stdout, tail] = splitAt(output.text(), terminal && `${end}\n`);
        const noise = (errors.frame.noise + (output.frame.began ? '' : output.frame.noise)).replaceAll(
          terminal?.prompt ?? mark,
          '',
        );
        const stderr = terminal === undefined ? errors.text() : tail;
        resolve({ code: status, stdout, stderr, began: output.frame.began, noise });
      });
    });
    channel.on('error', () => undefined);
    if (terminal === undefined) channel.end(stdin);
    else converse(channel, output.frame, invocation);
  });
}

/** On a terminal what is sent too early may be thrown away: the password waits for its prompt, the content for the mark. */
function converse(channel: ClientChannel, frame: Framed, { terminal, stdin }: Invocation): void {
  let prompts = 0;
  let isFed = false;
  channel.on('data', () => {
    if (isFed) return;
    const asked = terminal === undefined ? 0 : frame.noise.split(terminal.prompt).length - 1;
    if (asked > prompts) {
      prompts = asked;
      // A second prompt means that it was wrong: with nothing more to read sudo gives up.
      channel.write(prompts === 1 ? `${terminal?.password?.reveal() ?? ''}\n` : '\n');
    }
    if (frame.began) {
      isFed = true;
      channel.write(stdin);
    }
  });
}

function splitAt(text: string, mark: string | undefined): readonly [string, string] {
  const at = mark === undefined ? -1 : text.lastIndexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + (mark ?? '').length)];
}

function signalNumber(name: string | undefined): number {
  const numbers: Readonly<Record<string, number>> = constants.signals;
  return name === undefined ? 0 : (numbers[name] ?? 0);
}
