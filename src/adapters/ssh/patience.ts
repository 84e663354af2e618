/** A deadline that stands still while a person is being asked something. */
export class Patience {
  readonly #ms: number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(ms: number, onEnd: () => void) {
    this.#ms = ms;
    this.#onEnd = onEnd;
    this.#timer = setTimeout(onEnd, ms);
  }

  /** The whole time is given anew after each question. */
  readonly whileAsking = async <T>(question: Promise<T>): Promise<T> => {
    clearTimeout(this.#timer);
    try {
      return await question;
    } finally {
      if (!this.#stopped) this.#timer = setTimeout(this.#onEnd, this.#ms);
    }
  };

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
