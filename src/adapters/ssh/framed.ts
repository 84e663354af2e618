/** Takes a stream apart at its mark: what a login shell printed before it, and what the command printed after it. */
export class Framed {
  readonly #mark: Buffer;
  #before = Buffer.alloc(0);
  /** The mark was seen. */
  began = false;

  constructor(mark: string) {
    this.#mark = Buffer.from(`${mark}\n`);
  }

  /** What came before the mark, so far. */
  get noise(): string {
    return this.#before.toString();
  }

  /** The part of this chunk that belongs to the command. */
  push(chunk: Buffer): Buffer {
    if (this.began) return chunk;
    const seen = Buffer.concat([this.#before, chunk]);
    const at = seen.indexOf(this.#mark);
    this.began = at >= 0;
    this.#before = this.began ? seen.subarray(0, at) : seen;
    return this.began ? seen.subarray(at + this.#mark.length) : Buffer.alloc(0);
  }
}
