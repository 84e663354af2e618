const kept = 8;

/** The last lines that a task showed, for when it fails. */
export class Tail {
  readonly #lines: string[] = [];

  add(line: string): void {
    if (line.trim() === '') return;
    this.#lines.push(line);
    if (this.#lines.length > kept) this.#lines.shift();
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
