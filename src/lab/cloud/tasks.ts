export interface Task {
  readonly id: string;
  state: 'RUNNING' | 'SUCCESS' | 'FAILED';
}

/** The asynchronous tasks of the account: those of the VPC are known by their request, those of EIPs by a number. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #next = 70_000_000;

  start(id?: string): Task {
    this.#next += 1;
    const task: Task = { id: id ?? String(this.#next), state: 'RUNNING' };
    this.#tasks.set(task.id, task);
    return task;
  }

  find(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  /** Does something after so long, unless the stand-in stops before. */
  later(ms: number, what: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      Promise.resolve()
        .then(what)
        .catch((error: unknown) => console.error('a change of the record failed:', error));
    }, ms);
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
