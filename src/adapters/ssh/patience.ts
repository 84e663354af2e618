/** A deadline that stands still while a person is being asked something. */
export class Patience {
  readonly #ms: number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, onEnd: () => void) {
    this.#ms = ms;
    this.#onEnd = onEnd;
    this.#timer = setTimeout(onEnd, ms);
  }

  readonly whileAsking = async <T>(question: Promise<T>): Promise<T> => {
    this.stop();
    try {
      return await question;
    } finally {
      this.#timer = setTimeout(this.#onEnd, this.#ms);
    }
  };

  stop(): void {
    clearTimeout(this.#timer);
  }
}
