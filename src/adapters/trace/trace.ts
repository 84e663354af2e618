import { appendFileSync } from 'node:fs';
import { HaSetupError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { Redaction } from './redact.js';

/** One line of a trace. Times are ISO 8601 in UTC; durations are in ms. */
export type TraceEntry =
  | { readonly kind: 'run'; readonly version: string; readonly node: string; readonly platform: string }
  | ApiEntry
  | HostEntry;

/** A call of the API, each try of it. */
export interface ApiEntry {
  readonly kind: 'api';
  readonly ms: number;
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly request: unknown;
  /** What came, RequestId and all. */
  readonly reply?: unknown;
  /** What came instead: the API's code, or the network's. */
  readonly error?: { readonly code?: string; readonly message: string; readonly requestId?: string };
}

/** A command on a host, a file that was put there (without its content), or a connection from there. */
export interface HostEntry {
  readonly kind: 'host';
  readonly ms: number;
  readonly host: string;
  readonly what: 'read' | 'run' | 'write' | 'connect';
  readonly argv?: readonly string[];
  readonly stdinBytes?: number;
  readonly path?: string;
  readonly mode?: number;
  readonly bytes?: number;
  readonly target?: string;
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly error?: string;
}

/** Writes what a run asked and was answered into a file, a line of JSON each, without secrets and account ids. */
export class Trace {
  readonly #path: string;
  readonly #redaction = new Redaction();

  /** @param path is made, for its owner alone, or gets more lines. Throws HaSetupError where it cannot be written. */
  constructor(path: string, program: { readonly version: string }) {
    this.#path = path;
    const { version: node, platform } = process;
    try {
      this.note({ kind: 'run', version: program.version, node, platform });
    } catch (cause) {
      const reason = say.cloud.trace.unwritable({ path, reason: (cause as Error).message });
      throw new HaSetupError(reason, { cause, hint: say.cloud.trace.hint });
    }
  }

  /** A secret that this run knows; it is in no line from now on. */
  hide(secret: string): void {
    this.#redaction.hide(secret);
  }

  /** At once: a run that is killed leaves all of its lines but the last. */
  note(entry: TraceEntry): void {
    const line = this.#redaction.value({ at: new Date().toISOString(), ...entry });
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}
