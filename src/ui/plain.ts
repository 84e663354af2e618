import type { ChalkInstance } from 'chalk';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Lane, Reporter, Tone } from '../ports/reporter.js';
import { formatDuration } from '../text/time.js';
import { padEnd } from '../text/width.js';
import { type RunTask, runLanes } from './lanes.js';
import { StartCount } from './start-count.js';
import { Tail } from './tail.js';
import { paint } from './theme.js';

/** One line for each event, in the order in which they happen: for pipes, logs and CI. */
export class PlainReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #chalk: ChalkInstance;
  readonly #verbose: boolean;

  constructor(write: (text: string) => void, chalk: ChalkInstance, options: { readonly verbose: boolean }) {
    this.#write = write;
    this.#chalk = chalk;
    this.#verbose = options.verbose;
  }

  say(line: string, tone?: Tone): void {
    this.#write(`${paint(this.#chalk, line, tone)}\n`);
  }

  async work(title: string, lanes: readonly Lane[]): Promise<void> {
    this.say(title, 'heading');
    const count = new StartCount(lanes);
    const runTask: RunTask = async (lane, index) => {
      const task = lane.tasks[index];
      if (task === undefined) return;
      const of = (where: string, message: string) => say.findings.of({ where, message });
      const label = of(lane.title, task.title);
      const step = (line: string) => this.say(`           ${of(label, line)}`);
      const tail = new Tail();
      const output = (line: string) => {
        tail.add(line);
        if (this.#verbose) this.say(`           ${of(label, line)}`, 'faint');
      };
      const begun = performance.now();
      try {
        const { status, note } = await count.begin(task, { step, output });
        const took = this.#verbose ? ` (${formatDuration(performance.now() - begun)})` : '';
        const word = padEnd(say.terminal.task[status], 8);
        this.say(`  ${word} ${of(label, `${note}${took}`)}`, status === 'ok' ? 'faint' : 'good');
      } catch (error) {
        if (error instanceof CancelledError) {
          if (count.hasBegun(task)) this.say(`  ${padEnd(say.terminal.task.stopped, 8)} ${label}`, 'warning');
          throw error;
        }
        this.say(`  ${padEnd(say.terminal.task.failed, 8)} ${label}`, 'bad');
        // With --verbose they have been seen already.
        if (!this.#verbose) for (const line of tail.lines) this.say(`           ${line}`, 'faint');
        throw error;
      }
    };
    try {
      await runLanes(lanes, runTask);
    } catch (error) {
      const left = count.render();
      if (left !== undefined) this.say(`  ${left}`, 'warning');
      throw error;
    }
  }
}
