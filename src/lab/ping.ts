import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from './process.js';

export interface PingOptions {
  /** Between two pings; 20 is the least that is of use. */
  readonly intervalMs?: number;
}

/** What a row of pings has shown; times in ms since the epoch. */
export interface PingResult {
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly replies: readonly number[];
  /** Pings between the first reply and the last one that were never answered. */
  readonly lost: number;
  /** The longest time without a reply, and when it began and ended; the start and the stop count as ends. */
  readonly silence: { readonly ms: number; readonly from: number; readonly to: number };
}

/** A `ping` that runs until it is stopped, from a place of the lab. */
export class Ping {
  readonly address: string;
  readonly #child: ReturnType<typeof spawn>;
  readonly #replies: number[] = [];
  readonly #numbers: number[] = [];
  readonly #startedAt = Date.now();
  #rest = '';

  constructor(namespace: string, address: string, { intervalMs = 50 }: PingOptions = {}) {
    this.address = address;
    const args = ['netns', 'exec', namespace, 'ping', '-D', '-n', '-i', `${intervalMs / 1000}`, address];
    this.#child = spawn('ip', args, {
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    this.#child.on('error', () => {});
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk));
  }

  /** The replies until now. */
  get replies(): readonly number[] {
    return this.#replies;
  }

  /** Resolves with the time of the first reply after `since` (ms since the epoch), or undefined after `timeoutMs`. */
  async nextReply(since: number, timeoutMs: number): Promise<number | undefined> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const last = this.#replies.at(-1);
      if (last !== undefined && last > since) return this.#replies.find((at) => at > since);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return undefined;
  }

  /** Ends the pings and tells what they showed. */
  async stop(): Promise<PingResult> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, 'close');
      this.#child.kill('SIGINT');
      await closed;
    }
    return { ...summarize(this.#startedAt, Date.now(), this.#replies), lost: countLost(this.#numbers) };
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const at = parseReply(line);
      if (at === undefined) continue;
      this.#replies.push(at);
      this.#numbers.push(Number(/icmp_seq=(\d+)/.exec(line)?.[1]));
    }
  }
}

/** The time of a reply in a line of `ping -D`; undefined for any other line. */
export function parseReply(line: string): number | undefined {
  const match = /^\[(\d+\.\d+)\] \d+ bytes from .*icmp_seq=\d+/.exec(line);
  return match?.[1] === undefined ? undefined : Math.round(Number(match[1]) * 1000);
}

/** How many are missing from the numbers of the replies, which count on from the first ping. */
export function countLost(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  return Math.max(...numbers) - Math.min(...numbers) + 1 - new Set(numbers).size;
}

/** Finds the longest silence between the start, the replies and the stop. */
export function summarize(startedAt: number, stoppedAt: number, replies: readonly number[]): Omit<PingResult, 'lost'> {
  const ends = [startedAt, ...replies, Math.max(stoppedAt, replies.at(-1) ?? 0)];
  let silence = { ms: 0, from: startedAt, to: startedAt };
  let from = startedAt;
  for (const to of ends) {
    if (to - from > silence.ms) silence = { ms: to - from, from, to };
    from = to;
  }
  return { startedAt, stoppedAt, replies, silence };
}
