import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { AddressBook, AddressEntry } from '../ports/address-book.js';

const shape = z.record(z.string(), z.object({ address: z.string(), proxyJump: z.string().exactOptional() }));

/** Entries as a JSON file. It is a convenience: what cannot be read counts as empty, what cannot be written is lost. */
export class FileAddressBook implements AddressBook {
  readonly #path: string;
  #entries: Readonly<Record<string, AddressEntry>> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  find(key: string): AddressEntry | undefined {
    return this.#read()[key];
  }

  note(key: string, entry: AddressEntry): void {
    const { address, proxyJump } = this.find(key) ?? {};
    if (address === entry.address && proxyJump === entry.proxyJump) return;
    this.#entries = { ...this.#read(), [key]: entry };
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      // Two runs may write at once: whoever reads finds one whole file or the other.
      const beside = `${this.#path}.${process.pid}`;
      writeFileSync(beside, `${JSON.stringify(this.#entries, null, 2)}\n`, { mode: 0o600 });
      renameSync(beside, this.#path);
    } catch {
      // The next run asks the cloud again.
    }
  }

  #read(): Readonly<Record<string, AddressEntry>> {
    if (this.#entries !== undefined) return this.#entries;
    try {
      this.#entries = shape.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      this.#entries = {};
    }
    return this.#entries;
  }
}
