import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { HaSetupError } from '../errors.js';
import type { Argv, CommandResult } from '../ports/host.js';
import { formatDuration } from '../text/time.js';

export interface ProcessOptions {
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Each line of stdout and stderr as it arrives. */
  readonly onLine?: (line: string) => void;
}

/** What a program of this machine needs to know of who started it. */
const passedOn = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMPDIR|(https?|no|all)_proxy)$/i;

/** The environment of everything that the lab starts: without the API keys, tokens and passwords of the person who started it. */
export function childEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name))), ...extra };
}

/** Runs a program of this machine to its end; a non-zero exit is a result, a program that is missing throws. */
export function run(argv: Argv, options: ProcessOptions = {}): Promise<CommandResult> {
  const [program, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: options.env ?? childEnvironment(),
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const collect = (stream: NodeJS.ReadableStream) => {
      let text = '';
      let line = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (!options.onLine) return;
        const lines = (line + chunk).split('\n');
        line = lines.pop() ?? '';
        for (const whole of lines) options.onLine(whole);
      });
      return () => text;
    };
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on('error', (cause) => reject(new HaSetupError(`${program} could not be started: ${cause.message}`)));
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 137), stdout: stdout(), stderr: stderr() });
    });
    // A program that ends without reading its input is no failure.
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
  });
}

/** Runs a program that has to succeed; throws HaSetupError with the end of what it printed. */
export async function runChecked(argv: Argv, options: ProcessOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.code === 0) return result.stdout;
  const printed = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-12).join('\n');
  throw new HaSetupError(`${argv.join(' ')} failed (exit ${result.code}): ${printed}`);
}

/** Starts a program that outlives this one, in a session of its own, its output in a file; returns its pid. */
export function startDetached(argv: Argv, log: string, env = childEnvironment()): number {
  const [program, ...args] = argv;
  const output = openSync(log, 'a');
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', output, output], env });
    child.on('error', () => {});
    child.unref();
    if (child.pid === undefined) throw new HaSetupError(`${program} could not be started`);
    return child.pid;
  } finally {
    closeSync(output);
  }
}

/** When a process started, in clock ticks since boot; undefined where there is none (or only its remains). */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks every `everyMs` until there is an answer; throws HaSetupError naming what was awaited after `timeoutMs`. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { timeoutMs = 20_000, everyMs = 25 } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline)
      throw new HaSetupError(`${what} did not happen within ${formatDuration(timeoutMs, 'set')}`);
    await sleep(everyMs);
  }
}
