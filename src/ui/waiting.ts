/** ms of silence after which a person wonders. */
const silenceMs = 800;

interface Wait {
  readonly what: string;
  timer?: NodeJS.Timeout;
}

/** Says in one line what is being waited for, where that takes longer than a moment, and never across a question. */
export class WaitingLines {
  readonly #write: ((text: string) => void) | undefined;
  /** What has not been said yet. */
  readonly #waits = new Set<Wait>();
  #questions = 0;

  /** @param write to the terminal, never to where results go; absent where nobody watches */
  constructor(write: ((text: string) => void) | undefined) {
    this.#write = write;
  }

  /** Does work that may take long. */
  async waiting<T>(what: string, work: () => Promise<T>): Promise<T> {
    const wait: Wait = { what };
    this.#waits.add(wait);
    if (this.#questions === 0) this.#begin(wait);
    try {
      return await work();
    } finally {
      this.#end(wait);
    }
  }

  /** Asks something, which may come in the middle of that work; the silence begins anew when it is answered. */
  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    this.#questions += 1;
    for (const { timer } of this.#waits) clearTimeout(timer);
    try {
      return await ask();
    } finally {
      this.#questions -= 1;
      if (this.#questions === 0) for (const wait of this.#waits) this.#begin(wait);
    }
  }

  #begin(wait: Wait): void {
    const write = this.#write;
    if (write === undefined) return;
    wait.timer = setTimeout(() => {
      write(`${wait.what} …\n`);
      this.#end(wait);
    }, silenceMs);
  }

  #end(wait: Wait): void {
    clearTimeout(wait.timer);
    this.#waits.delete(wait);
  }
}
