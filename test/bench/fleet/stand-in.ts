import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import ssh2 from 'ssh2';
import type { HostEntry } from '../../../src/adapters/trace/trace.js';

/** What a real host answered, by the words that it was asked with. */
export type Recording = ReadonlyMap<string, Answer>;

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** The line by which its parts were kept apart, which each asking draws anew. */
  readonly boundary: string | undefined;
}

const boundaryPattern = /ha-setup-[0-9a-f]{24}/;

/** Quotes and blanks differ between a trace and a command line; the words do not. */
const bare = (text: string) => text.replace(new RegExp(boundaryPattern, 'g'), '').replace(/['"\\\s]/g, '');

/** The commands that a trace has of one host. */
export function record(entries: readonly HostEntry[], host: string): Recording {
  const commands = entries.filter(
    (entry) => entry.host === host && entry.argv !== undefined && entry.stdout !== undefined,
  );
  return new Map(
    commands.map(({ argv = [], stdout = '', stderr = '', code = 0 }) => {
      const text = argv.join(' ');
      return [bare(text), { stdout, stderr, code, boundary: boundaryPattern.exec(text)?.[0] }];
    }),
  );
}

/** An sshd that answers as a host did which was recorded, under the names of another. */
export class StandInHost {
  readonly #server: ssh2.Server;

  /**
   * @param rename what to put in place of what the recorded host said
   * @param apiPort where connections to the API through the host go
   */
  constructor(hostKey: string, recording: Recording, rename: (text: string) => string, apiPort: () => number) {
    this.#server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (tried) => tried.accept());
      client.on('session', (accept) =>
        accept().on('exec', (acceptCommand, _reject, { command }) => {
          const { stdout, stderr, code } = answer(command, recording, rename);
          const channel = acceptCommand();
          channel.on('error', () => undefined);
          channel.stdin.resume();
          channel.stderr.write(stderr);
          channel.write(stdout);
          channel.exit(code);
          channel.end();
        }),
      );
      client.on('tcpip', (accept) => pipe(accept(), connect(apiPort(), '127.0.0.1')));
    });
  }

  /** Listens on loopback; returns the port. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): void {
    this.#server.close();
  }
}

function pipe(channel: ssh2.ServerChannel, socket: Socket): void {
  channel.on('error', () => undefined);
  socket.on('error', () => channel.end());
  channel.pipe(socket).pipe(channel);
}

/** The line that both streams begin with, then what was recorded for the same words. */
function answer(command: string, recording: Recording, rename: (text: string) => string) {
  const script = decode(command);
  const mark = /ha-setup-[0-9a-f]{16}(?![0-9a-f])/.exec(script)?.[0] ?? '';
  const head = `${mark}\n`;
  const words = /timeout -k 5 [\d.]+ (.*)$/s.exec(script)?.[1] ?? script;
  if (words === 'id -u') return { stdout: `${head}0\n`, stderr: head, code: 0 };
  const found = recording.get(bare(words));
  if (found === undefined) return { stdout: head, stderr: `${head}not recorded: ${words.slice(0, 200)}\n`, code: 127 };
  const boundary = boundaryPattern.exec(script)?.[0];
  const anew = (text: string) =>
    rename(found.boundary === undefined || boundary === undefined ? text : text.replaceAll(found.boundary, boundary));
  return { stdout: head + anew(found.stdout), stderr: head + anew(found.stderr), code: found.code };
}

/** What shellProof has written in octal. */
function decode(command: string): string {
  const encoded = /'([^']*)'$/.exec(command)?.[1] ?? command;
  const bytes = encoded.replace(/\\0([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
