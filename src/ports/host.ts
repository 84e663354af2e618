import type { Duplex } from 'node:stream';
import type { NodeName } from '../cluster/spec.js';

/** A command as its words; never a shell string. Quoting happens once, in the adapter. */
export type Argv = readonly [string, ...string[]];

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  /** Gives up after so long and kills the remote command's channel. Default 60 000. */
  readonly timeoutMs?: number;
  /** Each line of stdout and stderr as it arrives. */
  readonly onLine?: (line: string) => void;
}

export interface FileWrite {
  readonly path: string;
  readonly content: string;
  /** Octal permission bits, e.g. 0o600. The owner is always root. */
  readonly mode: number;
}

/** Sees one host and changes nothing there. */
export interface HostReader {
  readonly node: NodeName;
  /** A command that only reads. A non-zero exit is a result; a lost connection throws HostError. */
  read(argv: Argv, options?: RunOptions): Promise<CommandResult>;
  /** A TCP connection opened *from* the host (SSH direct-tcpip), for example to see whether it reaches the API. */
  connect(host: string, port: number): Promise<Duplex>;
}

/** Sees and changes one host. Everything runs as root (through sudo where the user is another one). */
export interface HostPort extends HostReader {
  run(argv: Argv, options?: RunOptions): Promise<CommandResult>;
  /** Writes to a temporary file beside the target with its final mode, flushes it, renames it. Parents are created (0755). */
  writeFile(file: FileWrite): Promise<void>;
}

/** A host port over a connection that somebody has to close. */
export type OpenHost = HostPort & { close(): Promise<void> };
