import { spawn } from 'node:child_process';
import type { Ipv4 } from '../../cluster/ids.js';
import { say } from '../../messages/say.js';
import { type Prober, probeIntervalMs, type RunningProbe } from '../../ports/prober.js';
import { parseReply } from './ping.js';

/** Probes from this machine with its own ping. */
export class LocalProber implements Prober {
  readonly place = say.drills.place.here;
  readonly #options: readonly string[];
  readonly #env: NodeJS.ProcessEnv;

  /** @param path where ping is looked for; nothing else of the environment reaches it, for secrets may stand there */
  constructor(platform: NodeJS.Platform, path: string | undefined) {
    this.#env = { PATH: path, LC_ALL: 'C' };
    this.#options = ['-n', ...(platform === 'linux' ? ['-D'] : []), '-i', String(probeIntervalMs / 1000)];
  }

  /** Three pings at the probe's own interval; false too where there is no ping or it refuses the interval. */
  async reaches(address: Ipv4): Promise<boolean> {
    const child = spawn('ping', [...this.#options, '-c', '3', address], {
      env: this.#env,
      stdio: 'ignore',
      timeout: 3000,
    });
    return new Promise((resolve) => {
      child.on('error', () => resolve(false));
      child.on('close', (code) => resolve(code === 0));
    });
  }

  start(address: Ipv4): RunningProbe {
    const replies: number[] = [];
    // In a process group of its own: a Ctrl-C that waits for the drill to end must not end the probe.
    const child = spawn('ping', [...this.#options, address], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const at = parseReply(line, Date.now());
        if (at !== undefined) replies.push(at);
      }
    });
    const closed = new Promise<void>((resolve) => {
      child.on('error', () => resolve());
      child.on('close', () => resolve());
    });
    return {
      latest: () => replies.at(-1),
      stop: async () => {
        child.kill('SIGTERM');
        await closed;
        return replies;
      },
    };
  }
}
