import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { Lab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';

/** Looks at the command lines of all processes of the lab, on the operator's machine and on both hosts, again and again. */
export class Sampler {
  readonly lines = new Set<string>();
  readonly environments = new Set<string>();
  readonly #places: ReadonlySet<string>;
  /** Processes of somebody else on this machine, which are looked at once. */
  readonly #strangers = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  sweeps = 0;

  constructor(lab: Lab) {
    const inode = (port: 'a' | 'b' | 'op') => `net:[${statSync(`/run/netns/${namespaceOf(lab.id, port)}`).ino}]`;
    this.#places = new Set([inode('a'), inode('b'), inode('op')]);
    this.#timer = setInterval(() => this.#sweep(), 6);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    this.sweeps += 1;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid) || this.#strangers.has(pid)) continue;
      const place = attempt(() => readlinkSync(`/proc/${pid}/ns/net`));
      if (place === undefined) continue;
      // `ip netns exec` and the machines' first processes move to their namespace while they are young.
      if (!this.#places.has(place)) {
        if (isOld(pid)) this.#strangers.add(pid);
        continue;
      }
      const line = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
      this.lines.add(line);
      // The operator's own process was given its secrets by its environment; nobody else may have them there.
      if (!/^(\S*node|ip)\0/.test(line))
        this.environments.add(attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8')) ?? '');
    }
  }
}

function isOld(pid: string): boolean {
  return Date.now() - (attempt(() => statSync(`/proc/${pid}`).mtimeMs) ?? Date.now()) > 5000;
}

/** What a look gives; undefined where there was nothing to see: processes end, and files go. */
export function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
