import { request } from 'node:http';
import type { AccountRecord } from './account.js';
import type { AccountChange } from './account-change.js';
import type { LoggedCall } from './call-log.js';
import type { LoggedClaim } from './claims.js';
import type { Knobs } from './knobs.js';

export type { AccountChange } from './account-change.js';
export type { LoggedCall } from './call-log.js';
export type { LoggedClaim } from './claims.js';
export type { Knobs } from './knobs.js';

/** Holds the stand-in's reins from outside its process and its namespace, through its unix socket. */
export class CloudControl {
  readonly #socket: string;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /** Changes some knobs; the others stay. Returns all of them. Faults are replaced as a whole. */
  set(knobs: Partial<Knobs>): Promise<Knobs> {
    return this.#ask('set', knobs);
  }

  /** Every knob as it was at the start. */
  resetKnobs(): Promise<Knobs> {
    return this.#ask('resetKnobs');
  }

  calls(): Promise<readonly LoggedCall[]> {
    return this.#ask('calls');
  }

  /** The calls that change something, accepted or not. */
  mutations(): Promise<readonly LoggedCall[]> {
    return this.#ask('mutations');
  }

  /** Every ARP packet whose sender was a HAVIP, and what became of it. */
  claims(): Promise<readonly LoggedClaim[]> {
    return this.#ask('claims');
  }

  /** Forgets the calls and the claims until now. */
  clearCalls(): Promise<void> {
    return this.#ask('clearCalls');
  }

  /** The whole account as the cloud believes it to be. */
  record(): Promise<AccountRecord> {
    return this.#ask('record');
  }

  /** The ENI that has the address, be it a HAVIP or not; an address that migrates is still with the old one. */
  async owner(address: string): Promise<string | undefined> {
    return (await this.#ask<string | null>('owner', address)) ?? undefined;
  }

  /** Changes the account behind everyone's back; several changes happen in their order. */
  async change(...changes: readonly AccountChange[]): Promise<void> {
    for (const change of changes) await this.#ask('change', change);
  }

  /** The account and the knobs as they were at the start; no call logged. Routes follow. */
  reset(): Promise<void> {
    return this.#ask('reset');
  }

  #ask<T>(method: string, argument?: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.#socket, path: `/${method}`, method: 'POST' }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const value = JSON.parse(Buffer.concat(parts).toString('utf8')) as T & { error?: string };
          if (response.statusCode === 200) resolve(value);
          else reject(new Error(`cloud control ${method}: ${value.error ?? response.statusCode}`));
        });
      });
      call.on('error', reject);
      call.end(argument === undefined ? '' : JSON.stringify(argument));
    });
  }
}
