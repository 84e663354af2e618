import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { ports } from '../../src/lab/world.js';

const program = `require('node:http').createServer((request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    console.log(body);
    if (process.argv[1] === 'answers') response.writeHead(204).end();
  });
}).listen(8080, '${ports.client.ip}', () => console.log('{}'))`;

/** Whoever the hooks' webhook is for, on the client's machine. */
export class Listener {
  static readonly url = `http://${ports.client.ip}:8080/hook`;
  readonly heard: unknown[] = [];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** One that `hangs` takes each post and never answers. */
  static async start(lab: Lab, how: 'answers' | 'hangs'): Promise<Listener> {
    const inside = ['netns', 'exec', namespaceOf(lab.id, 'client'), process.execPath, '-e', program, how];
    const child = spawn('ip', inside, { stdio: ['ignore', 'pipe', 'inherit'] });
    const listener = new Listener(child);
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'close').then(() => {
      throw new Error('the listener did not start');
    });
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => {});
    lines.on('line', (line) => listener.heard.push(JSON.parse(line)));
    return listener;
  }

  /** Waits until it has heard so many posts, 15 s at most; returns all of them. */
  async hears(count: number): Promise<readonly unknown[]> {
    for (const end = Date.now() + 15_000; this.heard.length < count && Date.now() < end; ) await sleep(100);
    return this.heard;
  }

  async stop(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.kill();
    await closed;
  }
}
