import { Framed } from './framed.js';
import { LineSplitter } from './lines.js';

/** One stream of a command, gathered to its end, its lines told as they arrive. */
export class Output {
  readonly frame: Framed;
  readonly ended: Promise<void>;
  readonly #chunks: Buffer[] = [];

  constructor(stream: NodeJS.ReadableStream, mark: string, onLine: ((line: string) => void) | undefined) {
    this.frame = new Framed(mark);
    const lines = onLine === undefined ? undefined : new LineSplitter(onLine);
    stream.on('data', (chunk: Buffer) => {
      const own = this.frame.push(chunk);
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
