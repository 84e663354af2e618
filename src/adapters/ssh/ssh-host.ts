import type { Duplex } from 'node:stream';
import { HostError } from '../../errors.js';
import type { Argv, CommandResult, FileWrite, HostPort, RunOptions } from '../../ports.js';
import type { NodeName } from '../../spec/spec.js';
import { connectThrough } from './connect-through.js';
import { asRoot, type Elevation, notBegun } from './elevate.js';
import { defaultTimeoutMs, execute } from './exec.js';
import type { Lease } from './link-pool.js';
import { Slots } from './slots.js';
import { renderTarget } from './target.js';
import { writeFileCommand } from './write-file.js';

/** Half of what sshd takes on one connection (MaxSessions 10): it counts a session that has just ended for a moment longer. */
const sessions = 5;
const shownTitle = 80;

/** One host over one SSH connection; every command runs there as root. */
export class SshHost implements HostPort {
  readonly node: NodeName;
  readonly #lease: Lease;
  readonly #how: Elevation;
  readonly #slots = new Slots(sessions);

  constructor(node: NodeName, lease: Lease, how: Elevation) {
    this.node = node;
    this.#lease = lease;
    this.#how = how;
  }

  read(argv: Argv, options?: RunOptions): Promise<CommandResult> {
    return this.run(argv, options);
  }

  async run(argv: Argv, options: RunOptions = {}): Promise<CommandResult> {
    const { link } = this.#lease;
    const invocation = asRoot(this.#how, argv, options.timeoutMs ?? defaultTimeoutMs, options.stdin);
    const ended = await this.#slots.use(() => execute(link, title(argv), invocation, options));
    if (!ended.began) throw notBegun(link.target, this.#how, ended);
    return { code: ended.code, stdout: ended.stdout, stderr: ended.stderr };
  }

  /** Throws HostError('write') with what the host said; the file is then as it was before. */
  async writeFile(file: FileWrite): Promise<void> {
    const result = await this.run(writeFileCommand(file), { stdin: file.content });
    if (result.code === 0) return;
    const said = result.stderr.trim() || `exit status ${result.code}`;
    throw new HostError('write', `${file.path} was not written: ${said}`, {
      where: renderTarget(this.#lease.link.target),
      hint: `see the space (df ${file.path.replace(/\/[^/]*$/, '/')}) and whether the file system is read-only there`,
    });
  }

  connect(host: string, port: number): Promise<Duplex> {
    return connectThrough(this.#lease.link, host, port);
  }

  async close(): Promise<void> {
    await this.#lease.release();
  }
}

function title(argv: Argv): string {
  const words = argv.join(' ').split('\n', 1)[0] ?? '';
  return words.length > shownTitle ? `${words.slice(0, shownTitle)}…` : words;
}
