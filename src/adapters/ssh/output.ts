import { StringDecoder } from 'node:string_decoder';

/** Bytes that one stream of a command may have, its login shell's noise included; nothing that is read here comes near it. */
export const maxOutput = 32 * 1024 * 1024;

/** One stream of a command, gathered to its end, its lines told as they arrive. */
export class Output {
  readonly frame: Framed;
  readonly ended: Promise<void>;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  /** @param onTooMuch called once the command has written more than `maxOutput` bytes; what comes then is thrown away */
  constructor(
    stream: NodeJS.ReadableStream,
    mark: string,
    onLine: ((line: string) => void) | undefined,
    onTooMuch: () => void,
  ) {
    this.frame = new Framed(mark);
    const lines = onLine === undefined ? undefined : new LineSplitter(onLine);
    stream.on('data', (chunk: Buffer) => {
      const own = this.frame.push(chunk);
      this.#length += chunk.length;
      if (this.#length > maxOutput) return onTooMuch();
      this.#chunks.push(own);
      lines?.push(own);
    });
    this.ended = new Promise((ended) => {
      stream.once('end', () => {
        lines?.end();
        ended();
      });
    });
  }

  /** What the command wrote. */
  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** Of what a login shell prints before the mark so much is kept for messages. */
const keptNoise = 64 * 1024;

/** Takes a stream apart at its mark: what a login shell printed before it, and what the command printed after it. */
export class Framed {
  readonly #mark: Buffer;
  #noise: Buffer[] = [];
  #noiseLength = 0;
  /** The end of what was seen, in which the mark may have begun. */
  #tail = Buffer.alloc(0);
  /** The mark was seen. */
  began = false;

  constructor(mark: string) {
    this.#mark = Buffer.from(`${mark}\n`);
  }

  /** What came before the mark, so far; of very much the beginning. */
  get noise(): string {
    return Buffer.concat([...this.#noise, this.#tail]).toString();
  }

  /** The part of this chunk that belongs to the command. */
  push(chunk: Buffer): Buffer {
    if (this.began) return chunk;
    const seen = Buffer.concat([this.#tail, chunk]);
    const at = seen.indexOf(this.#mark);
    this.began = at >= 0;
    // What cannot be part of the mark any more is not looked at again, however much comes.
    const settled = this.began ? at : Math.max(0, seen.length - this.#mark.length + 1);
    this.#keep(seen.subarray(0, settled));
    this.#tail = this.began ? Buffer.alloc(0) : Buffer.from(seen.subarray(settled));
    return this.began ? seen.subarray(at + this.#mark.length) : Buffer.alloc(0);
  }

  #keep(noise: Buffer): void {
    const kept = noise.subarray(0, keptNoise - this.#noiseLength);
    if (kept.length === 0) return;
    this.#noise.push(Buffer.from(kept));
    this.#noiseLength += kept.length;
  }
}

/** A line that grows longer is told in pieces. */
const maxLine = 64 * 1024;

/** Cuts a byte stream into lines, as text; the last one may lack its newline. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (this.#rest.length <= maxLine) return;
    this.#onLine(this.#rest);
    this.#rest = '';
  }

  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (last !== '') this.#onLine(last);
  }
}
