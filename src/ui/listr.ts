import type { ChalkInstance } from 'chalk';
import { Listr, type ListrTask } from 'listr2';
import type { Lane, Reporter, Task, Tone } from '../ports.js';
import { paint } from './theme.js';

/** Live progress in a terminal: each lane with its tasks, elapsed times, and the last line of output of a running one. */
export class ListrReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #chalk: ChalkInstance;

  constructor(write: (text: string) => void, chalk: ChalkInstance) {
    this.#write = write;
    this.#chalk = chalk;
  }

  say(line: string, tone?: Tone): void {
    this.#write(`${paint(this.#chalk, line, tone)}\n`);
  }

  async work(title: string, lanes: readonly Lane[]): Promise<void> {
    this.say(title, 'heading');
    const failures: unknown[] = [];
    const list = new Listr(
      lanes.map((lane) => ({
        title: lane.title,
        task: (_, parent) =>
          parent.newListr(
            lane.tasks.map((task) => this.#toListrTask(task, failures)),
            // Said here because a list inside takes the outer one's settings.
            { concurrent: false, exitOnError: true },
          ),
      })),
      {
        concurrent: true,
        exitOnError: false,
        rendererOptions: { collapseSubtasks: false, showErrorMessage: false, collapseErrors: false },
      },
    );
    await list.run();
    if (failures.length > 0) throw failures[0];
  }

  #toListrTask(task: Task, failures: unknown[]): ListrTask {
    return {
      title: task.title,
      task: async (_, view) => {
        const begun = Date.now();
        try {
          const show = (line: string) => {
            view.output = line;
          };
          const { status, note } = await task.run({ step: show, output: show });
          const time = this.#chalk.dim(`${((Date.now() - begun) / 1000).toFixed(1)} s`);
          view.title = `${task.title}: ${paint(this.#chalk, status, status === 'ok' ? 'faint' : 'good')} ${note} ${time}`;
        } catch (error) {
          failures.push(error);
          throw error;
        }
      },
    };
  }
}
