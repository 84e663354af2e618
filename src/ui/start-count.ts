import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Lane, Outcome, Task, TaskView } from '../ports/reporter.js';

/** Which tasks of a piece of work have begun: one that shows or does nothing before it is stopped has not. */
export class StartCount {
  readonly #all: number;
  readonly #begun = new Set<Task>();

  constructor(lanes: readonly Lane[]) {
    this.#all = lanes.reduce((sum, { tasks }) => sum + tasks.length, 0);
  }

  /** Runs a task, and sees whether it comes to do something. */
  async begin(task: Task, view: TaskView): Promise<Outcome> {
    const note = (show: (line: string) => void) => (line: string) => {
      this.#begun.add(task);
      show(line);
    };
    try {
      const outcome = await task.run({ step: note(view.step), output: note(view.output) });
      this.#begun.add(task);
      return outcome;
    } catch (error) {
      if (!(error instanceof CancelledError)) this.#begun.add(task);
      throw error;
    }
  }

  hasBegun(task: Task): boolean {
    return this.#begun.has(task);
  }

  /** "2 of 12 not started"; undefined where all were. */
  render(): string | undefined {
    const left = this.#all - this.#begun.size;
    return left === 0 ? undefined : say.terminal.task.left({ count: left, all: this.#all });
  }
}
