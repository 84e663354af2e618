import type { Duplex } from 'node:stream';
import type { Hop } from './hop.js';
import type { Link } from './link.js';
import { connectThrough, openSocket } from './tcp.js';

/** One use of a connection. */
export interface Lease {
  readonly link: Link;
  /** The connection ends with its last user; those that it came through end after it. */
  release(): Promise<void>;
}

/** Logs in over a socket that is being opened. */
export type LogIn = (hop: Hop, opening: Promise<Duplex>) => Promise<Link>;

interface Entry {
  readonly link: Promise<Link>;
  readonly end: () => Promise<void>;
  users: number;
}

/** Opens each connection once: two hosts behind one bastion, or one behind the other, share what they have in common. */
export class LinkPool {
  readonly #entries = new Map<string, Entry>();

  /** @param signal ends a connection that is opened now, at whatever stage it is */
  async lease(route: readonly Hop[], logIn: LogIn, signal?: AbortSignal): Promise<Lease> {
    const hop = route.at(-1);
    if (hop === undefined) throw new RangeError('a route has at least one hop');
    const key = JSON.stringify(route.map(({ target: { host, port, user } }) => [host, port, user]));
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = this.#open(hop, route.slice(0, -1), logIn, signal);
      this.#entries.set(key, entry);
    }
    entry.users += 1;
    const used = entry;
    let released = false;
    const release = async () => {
      if (released) return;
      released = true;
      used.users -= 1;
      if (used.users > 0) return;
      this.#forget(key, used);
      await used.end();
    };
    try {
      const link = await used.link;
      link.lost.addEventListener('abort', () => this.#forget(key, used));
      if (link.lost.aborted) this.#forget(key, used);
      return { link, release };
    } catch (error) {
      this.#forget(key, used);
      await release();
      throw error;
    }
  }

  #open(hop: Hop, before: readonly Hop[], logIn: LogIn, signal: AbortSignal | undefined): Entry {
    const parent = before.length === 0 ? undefined : this.lease(before, logIn, signal);
    const opening =
      parent === undefined
        ? openSocket(hop, signal)
        : parent.then(({ link }) => connectThrough(link, hop.target.host, hop.target.port, hop.connectTimeoutMs));
    const link = logIn(hop, opening);
    const end = async () => {
      await link.then((opened) => opened.close()).catch(() => undefined);
      await parent?.then((lease) => lease.release()).catch(() => undefined);
    };
    return { link, end, users: 0 };
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
