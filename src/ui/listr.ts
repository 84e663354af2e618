import type { ChalkInstance } from 'chalk';
import type { ListrTask } from 'listr2';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Lane, Reporter, Task, Tone } from '../ports/reporter.js';
import { harmless } from '../text/harmless.js';
import { formatDuration } from '../text/time.js';
import { displayWidth, truncate } from '../text/width.js';
import { wrap } from '../text/wrap.js';
import { StartCount } from './start-count.js';
import { Tail } from './tail.js';
import { paint } from './theme.js';

interface Failure {
  readonly lane: string;
  readonly task: string;
  readonly error: unknown;
  readonly tail: Tail;
}

/** What became of the tasks of one piece of work. */
interface Course {
  readonly failures: Failure[];
  readonly count: StartCount;
}

/** Live progress in a terminal: each lane with its tasks, elapsed times, and the last line of output of a running one. */
export class ListrReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #chalk: ChalkInstance;
  readonly #columns: () => number;

  constructor(write: (text: string) => void, chalk: ChalkInstance, columns: () => number) {
    this.#write = write;
    this.#chalk = chalk;
    this.#columns = columns;
  }

  say(line: string, tone?: Tone): void {
    for (const part of this.#fold(harmless(line))) this.#write(`${paint(this.#chalk, part, tone)}\n`);
  }

  async work(title: string, lanes: readonly Lane[]): Promise<void> {
    this.say(title, 'heading');
    const failures: Failure[] = [];
    const course: Course = { failures, count: new StartCount(lanes) };
    const { Listr } = await import('listr2');
    const list = new Listr(
      lanes.map((lane) => ({
        title: harmless(lane.title),
        task: (_, parent) =>
          parent.newListr(
            lane.tasks.map((task) =>
              this.#toListrTask(task, lane, course, () =>
                parent.skip(`${harmless(lane.title)}: ${say.terminal.task.stopped}`),
              ),
            ),
            // Said here because a list inside takes the outer one's settings.
            { concurrent: false, exitOnError: true },
          ),
      })),
      {
        concurrent: true,
        exitOnError: false,
        // What Ctrl-C means is for main.ts to say.
        registerSignalListeners: false,
        rendererOptions: {
          collapseSubtasks: false,
          showErrorMessage: false,
          collapseErrors: false,
          formatOutput: 'truncate',
        },
      },
    );
    await list.run();
    if (failures.length === 0) return;
    for (const failure of failures) this.#explain(failure);
    const left = course.count.render();
    if (left !== undefined) this.say(left, 'warning');
    // Where one lane failed and the other was stopped, the failure is the news.
    throw (failures.find(({ error }) => !(error instanceof CancelledError)) ?? failures[0])?.error;
  }

  #toListrTask(task: Task, lane: Lane, { failures, count }: Course, onStop: () => void): ListrTask {
    const title = harmless(task.title);
    const isStopped = () => failures.some((one) => one.lane === lane.title);
    return {
      title,
      // Ctrl-C fails nothing: what is left out is passed over, with a sign of its own.
      skip: () => isStopped() && `${title}: ${say.terminal.task.notStarted}`,
      task: async (_, view) => {
        const begun = Date.now();
        const tail = new Tail();
        const elapsed = () => this.#chalk.dim(formatDuration(Date.now() - begun, 'elapsed'));
        const ticking = setInterval(() => {
          view.title = `${title} ${elapsed()}`;
        }, 1000);
        try {
          const show = (line: string) => {
            tail.add(line);
            view.output = harmless(line);
          };
          const { status, note } = await count.begin(task, { step: show, output: show });
          const outcome = say.terminal.task[status];
          const line = say.terminal.task.outcome({ task: title, outcome });
          const room = this.#columns() - displayWidth(`    ${line}  100.0 s`) - 1;
          const word = paint(this.#chalk, outcome, status === 'ok' ? 'faint' : 'good');
          const shown = say.terminal.task.outcome({ task: title, outcome: word });
          view.title = `${shown} ${truncate(harmless(note), room)} ${elapsed()}`;
        } catch (error) {
          view.title = title;
          failures.push({ lane: lane.title, task: task.title, error, tail });
          if (error instanceof CancelledError) {
            const { stopped, notStarted } = say.terminal.task;
            onStop();
            return view.skip(`${title}: ${count.hasBegun(task) ? stopped : notStarted}`);
          }
          // The list shows what it is thrown; the caller gets the error itself.
          throw new Error(harmless(error instanceof Error ? error.message : String(error)));
        } finally {
          clearInterval(ticking);
        }
      },
    };
  }

  /** Below the list, where it does not scroll away: which task, where, and the last lines that it showed. */
  #explain({ lane, task, error, tail }: Failure): void {
    if (error instanceof CancelledError) return;
    this.say(say.terminal.task.failedIn({ task, lane }), 'bad');
    for (const line of tail.lines) this.say(`  ${line}`, 'faint');
  }

  /** A line as several that fit, their beginnings under one another. */
  #fold(line: string): readonly string[] {
    const width = this.#columns();
    if (displayWidth(line) <= width) return [line];
    const indent = /^ */.exec(line)?.[0] ?? '';
    const [first = '', ...rest] = wrap(line.slice(indent.length), width - indent.length - 2);
    return [`${indent}${first}`, ...rest.map((part) => `${indent}  ${part}`)];
  }
}
