import type { Duplex } from 'node:stream';
import { splitStrings } from './key-blob.js';

const kept = 8_192;
const kexInit = 20;

/** What a server says before anything is encrypted; ssh2 keeps it to itself, and it explains why there is no login. */
export class FirstWords {
  #bytes = Buffer.alloc(0);

  constructor(socket: Duplex) {
    const listen = (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(0, kept);
      if (this.#bytes.length === kept) socket.off('data', listen);
    };
    socket.on('data', listen);
  }

  /** The lines that are no SSH identification. */
  get text(): string {
    const text = this.#bytes.toString('latin1');
    const at = text.startsWith('SSH-') ? 0 : text.search(/\nSSH-/);
    return (at < 0 ? text : text.slice(0, at)).trim();
  }

  /** The key exchange methods that the server takes (RFC 4253, 7.1); empty where it did not come so far. */
  get kexMethods(): readonly string[] {
    const ident = /(?:^|\n)SSH-[^\n]*\n/.exec(this.#bytes.toString('latin1'));
    if (ident === null) return [];
    const packet = this.#bytes.subarray(ident.index + ident[0].length);
    // Length of the packet, length of its padding, the message's number and a cookie come first.
    if (packet.length < 26 || packet[5] !== kexInit) return [];
    const length = packet.readUInt32BE(22);
    const [methods] = splitStrings(packet.subarray(22, 26 + length)) ?? [];
    // Names are printable and short (RFC 4251, 6); what a stranger sends is shown only as far as it is that.
    const isName = (name: string) => /^[!-~]{1,64}$/.test(name);
    return methods === undefined ? [] : methods.toString('latin1').split(',').filter(isName).slice(0, 20);
  }
}
