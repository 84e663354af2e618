import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Announcement, Fabric } from '../cloud/fabric.js';
import { type PortName, ports as world } from '../world.js';
import { listenForArp } from './arp.js';

const execute = promisify(execFile);

export interface FabricOptions {
  /** The port (a veth in the fabric's namespace) of each ENI that has one. */
  readonly ports: Readonly<Record<string, string>>;
}

/** The network that follows the cloud's record; lives in a process inside the fabric's namespace. */
export class VpcFabric implements Fabric {
  readonly #ports: Readonly<Record<string, string>>;
  readonly #publics = new Map<string, string>();
  readonly #routes = new Map<string, string>();
  #queue: Promise<void> = Promise.resolve();
  #close: () => void = () => {};

  constructor(options: FabricOptions) {
    this.#ports = options.ports;
  }

  route(address: string, eni: string | undefined): Promise<void> {
    return this.#inTurn(() => this.#route(address, eni === undefined ? undefined : this.#ports[eni]));
  }

  nat(publicIp: string, privateIp: string | undefined): Promise<void> {
    return this.#inTurn(() => this.#nat(publicIp, privateIp));
  }

  async listen(tell: (heard: Announcement) => void): Promise<void> {
    this.#close = await listenForArp((index, packet) => {
      const found = Object.entries(this.#ports).find(([, port]) => indexOf(port) === index);
      if (found !== undefined) tell({ eni: found[0], ...packet });
    });
  }

  close(): void {
    this.#close();
  }

  /** The fabric knows where an address lives and asks no host: no ARP, so no gratuitous ARP moves anything by itself. */
  async #route(address: string, port: string | undefined): Promise<void> {
    const before = this.#routes.get(address);
    if (port) {
      const { mac } = world[port as PortName];
      await execute('ip', ['neigh', 'replace', address, 'lladdr', mac, 'nud', 'permanent', 'dev', port]);
      await execute('ip', ['route', 'replace', `${address}/32`, 'dev', port]);
      this.#routes.set(address, port);
    } else {
      await execute('ip', ['route', 'del', `${address}/32`]).catch(() => undefined);
      this.#routes.delete(address);
    }
    if (before && before !== port) await execute('ip', ['neigh', 'del', address, 'dev', before]).catch(() => undefined);
  }

  async #nat(publicIp: string, privateIp: string | undefined): Promise<void> {
    const before = this.#publics.get(publicIp);
    if (before === privateIp) return;
    const commands: string[] = [];
    if (before) {
      commands.push(`delete element ip fabric privates { ${publicIp} : ${before} }`);
      commands.push(`delete element ip fabric publics { ${before} : ${publicIp} }`);
    }
    if (privateIp) {
      commands.push(`add element ip fabric privates { ${publicIp} : ${privateIp} }`);
      commands.push(`add element ip fabric publics { ${privateIp} : ${publicIp} }`);
    }
    await execute('nft', [commands.join('; ')]);
    if (privateIp) this.#publics.set(publicIp, privateIp);
    else this.#publics.delete(publicIp);
    // Flows that are under way would keep the old translation. Exit 1: there were none.
    await execute('conntrack', ['-D', '--orig-dst', publicIp]).catch(() => undefined);
    for (const address of [before, privateIp]) {
      if (address)
        await execute('conntrack', ['-D', '--orig-src', address, '--reply-dst', publicIp]).catch(() => undefined);
    }
  }

  /** One change at a time, in the order of the record. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(change);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** The number of an interface; undefined while there is none of that name, as of the spare host's port. */
function indexOf(port: string): number | undefined {
  try {
    return Number(readFileSync(`/sys/class/net/${port}/ifindex`, 'utf8'));
  } catch {
    return undefined;
  }
}
