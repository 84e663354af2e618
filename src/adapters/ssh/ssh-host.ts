import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { NodeName } from '../../cluster/spec.js';
import { HostError, type HostErrorKind } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { Argv, CommandResult, FileWrite, HostPort, RunOptions } from '../../ports/host.js';
import { asRoot, type Elevation, notBegun } from './elevate.js';
import { defaultTimeoutMs, type Ended, execute, type Invocation } from './exec.js';
import type { Link } from './link.js';
import type { Lease } from './link-pool.js';
import { renderTarget } from './target.js';
import { connectThrough } from './tcp.js';
import { writeFileCommand } from './write-file.js';

/** Half of what sshd takes on one connection (MaxSessions 10): it counts a session that has just ended for a moment longer. */
const sessions = 5;
/** How long a session that sshd refuses is asked for again: beside others of ours, and alone. */
const crowdedMs = 10_000;
const justEndedMs = 500;
const refusedPauseMs = 50;
const shownTitle = 80;

/** Kinds of failure that may pass: a host that is starting again, or a network that is away for a moment. */
const passing: ReadonlySet<HostErrorKind> = new Set(['lost', 'refused', 'unreachable', 'timeout']);
const reconnectPauseMs = 1_000;
const maxRepeats = 2;

/** What a host needs of its connection: the first one, and how to open another one like it without asking anybody. */
export interface Access {
  readonly lease: Lease;
  readonly how: Elevation;
  reopen(): Promise<Lease>;
  /** For so long a host that does not answer is tried again. */
  readonly reconnectMs: number;
}

/** One host over one SSH connection, which is opened again after it was lost; every command runs there as root. */
export class SshHost implements HostPort {
  readonly node: NodeName;
  readonly #access: Access;
  readonly #limit = pLimit(sessions);
  #lease: Lease;
  #reopening: Promise<Lease> | undefined;
  #isClosed = false;
  /** After one long wait in vain each later command tries once, so that a host that is gone is told soon. */
  #isGone = false;

  constructor(node: NodeName, access: Access) {
    this.node = node;
    this.#access = access;
    this.#lease = access.lease;
  }

  /** Is repeated where the connection was lost in the middle: it changes nothing. */
  read(argv: Argv, options: RunOptions = {}): Promise<CommandResult> {
    return this.#repeat(() => this.run(argv, options));
  }

  /** Is not repeated where the connection was lost in the middle: nobody knows how far it came. */
  async run(argv: Argv, options: RunOptions = {}): Promise<CommandResult> {
    const { how } = this.#access;
    const invocation = asRoot(how, argv, options.timeoutMs ?? defaultTimeoutMs, options.stdin);
    const link = await this.#link();
    const ended = await this.#limit(() => this.#execute(link, argv, invocation, options));
    if (!ended.began) throw notBegun(link.target, how, ended);
    return { code: ended.code, stdout: ended.stdout, stderr: ended.stderr };
  }

  /**
   * A hardened sshd takes few sessions at once (MaxSessions), and counts one that has just ended for a moment longer: a command
   * that it did not start is started again, while others of ours run or may just have ended.
   */
  async #execute(link: Link, argv: Argv, invocation: Invocation, options: RunOptions): Promise<Ended> {
    const begun = performance.now();
    for (;;) {
      try {
        return await execute(link, title(argv), invocation, options);
      } catch (error) {
        const isRefused = error instanceof HostError && error.kind === 'refused';
        const patienceMs = this.#limit.activeCount > 1 ? crowdedMs : justEndedMs;
        if (!isRefused || performance.now() - begun > patienceMs) throw error;
        await sleep(refusedPauseMs);
      }
    }
  }

  /**
   * Throws HostError('write') with what the host said; the file is then as it was before. Is repeated where the connection
   * was lost in the middle: it takes its place whole or not at all.
   */
  async writeFile(file: FileWrite): Promise<void> {
    const { argv, stdin } = writeFileCommand(file);
    const result = await this.#repeat(() => this.run(argv, { stdin }));
    if (result.code === 0) return;
    const said = result.stderr.trim() || say.ssh.command.status(result);
    throw new HostError('write', say.ssh.command.notWritten({ path: file.path, said }), {
      where: renderTarget(this.#lease.link.target),
      hint: say.ssh.command.notWrittenHint({ folder: file.path.replace(/\/[^/]*$/, '/') }),
    });
  }

  async connect(host: string, port: number): Promise<Duplex> {
    return this.#repeat(async () => connectThrough(await this.#link(), host, port));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#reopening?.catch(() => undefined);
    await this.#lease.release();
  }

  async #repeat<T>(task: () => Promise<T>): Promise<T> {
    for (let repeats = 0; ; repeats += 1) {
      try {
        return await task();
      } catch (error) {
        const isLoss = error instanceof HostError && error.kind === 'lost';
        if (!isLoss || repeats === maxRepeats || this.#isClosed || this.#isGone) throw error;
      }
    }
  }

  /** The connection, opened again where it was lost; several that need it at once wait for one. */
  async #link(): Promise<Link> {
    if (!this.#lease.link.lost.aborted) return this.#lease.link;
    if (this.#isClosed) throw this.#lease.link.lost.reason;
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
    });
    this.#lease = await this.#reopening;
    return this.#lease.link;
  }

  async #reopen(): Promise<Lease> {
    await this.#lease.release();
    const deadline = performance.now() + (this.#isGone ? 0 : this.#access.reconnectMs);
    for (;;) {
      try {
        const lease = await this.#access.reopen();
        this.#isGone = false;
        return lease;
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        if (passing.has(error.kind) && performance.now() < deadline && !this.#isClosed) {
          await sleep(reconnectPauseMs);
          continue;
        }
        this.#isGone = true;
        throw lostForGood(error);
      }
    }
  }
}

function lostForGood(cause: HostError): HostError {
  const message = say.ssh.connection.lostForGood({ why: cause.message });
  const hint = say.ssh.goesOn;
  return new HostError('lost', message, { cause, hint, ...(cause.where === undefined ? {} : { where: cause.where }) });
}

function title(argv: Argv): string {
  const words = argv.join(' ').split('\n', 1)[0] ?? '';
  return words.length > shownTitle ? `${words.slice(0, shownTitle)}…` : words;
}
