import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';

/** Questions that follow one another faster than this are one conversation: what is typed ahead of the next is meant for it. */
const conversationMs = 300;
/** What the terminal has held back comes within this. */
const drainMs = 30;

const ctrlC = 3;

/** Keys that were typed while the program worked are meant for no question: the next one does not get them. */
export class TypedAhead {
  readonly #input: NodeJS.ReadStream;
  #endedAt: number | undefined;

  constructor(input: NodeJS.ReadStream) {
    this.#input = input;
  }

  /** A question has been answered. */
  ended(): void {
    this.#endedAt = performance.now();
  }

  /** Before a question: forgets what was typed since the last one, where work lay between them. Throws CancelledError for Ctrl-C. */
  async drop(): Promise<void> {
    const input = this.#input;
    if (this.#endedAt === undefined || performance.now() - this.#endedAt < conversationMs || !input.isTTY) return;
    let isCancelled = false;
    const read = (chunk: Buffer | string) => {
      isCancelled ||= Buffer.from(chunk).includes(ctrlC);
    };
    // Half a line is given out in raw mode alone.
    input.setRawMode(true);
    input.on('data', read).resume();
    await sleep(drainMs);
    input.off('data', read).pause();
    input.setRawMode(false);
    if (isCancelled) throw new CancelledError(say.terminal.cancelled);
  }
}
