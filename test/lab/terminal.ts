import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../src/lab/process.js';

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** What a person who sits there looks at, word for word; ends with "EXIT code" once the command has ended. */
export class Terminal {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** Runs a command in a real pseudo-terminal of so many columns and rows. */
  static async open(command: readonly string[], { columns, rows, env, cwd }: TerminalOptions): Promise<Terminal> {
    const terminal = new Terminal(join(tmpdir(), `ha-setup-terminal-${randomBytes(4).toString('hex')}`));
    const variables = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
    await terminal.#tmux(
      ...['-f', '/dev/null', 'new-session', '-d', '-s', 'it', '-x', `${columns}`, '-y', `${rows}`, '-c', cwd],
      ...['env', '-i', ...variables, 'sh', '-c', 'trap : INT; "$@"; echo "EXIT $?"; exec sleep 3600', 'sh', ...command],
    );
    return terminal;
  }

  /** What the screen shows, less the empty lines at its end. */
  async screen(): Promise<string> {
    return (await this.#tmux('capture-pane', '-p', '-t', 'it')).trimEnd();
  }

  /** The same with its colours, as escape sequences. */
  async painted(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-e', '-t', 'it');
  }

  /** All that was ever shown. */
  async everything(): Promise<string> {
    return (await this.#tmux('capture-pane', '-p', '-S', '-', '-t', 'it')).trimEnd();
  }

  /** Keys by tmux's names: Enter, Escape, Down, C-c, … */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#tmux('send-keys', '-t', 'it', key);
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-t', 'it', '-l', '--', text);
  }

  /** The screen as soon as it shows this; throws with what it shows instead. */
  async until(pattern: RegExp, timeoutMs = 150_000): Promise<string> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const screen = await this.screen();
      if (pattern.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`${pattern} does not show within ${timeoutMs} ms:\n${screen}`);
      await sleep(50);
    }
  }

  /** Waits for a question and answers it; returns the question as it stood there. */
  async answer(message: string, ...keys: readonly string[]): Promise<string> {
    const screen = await this.until(new RegExp(`^\\? ${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm'));
    for (const key of keys) await (/^[A-Z]/.test(key) ? this.press(key) : this.type(key));
    return screen.slice(screen.lastIndexOf('\n? ') + 1);
  }

  async close(): Promise<void> {
    await run(['tmux', '-S', this.#socket, 'kill-server']);
    await rm(this.#socket, { force: true });
  }

  async #tmux(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TMUX: '' };
    const { code, stdout, stderr } = await run(['tmux', '-u', '-S', this.#socket, ...args], { env });
    if (code !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}
