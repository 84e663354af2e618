import { say } from '../messages/say.js';
import type { PairLine, PairLines, SaidLine } from '../ports/pair-lines.js';
import type { Lane, Reporter, Tone } from '../ports/reporter.js';
import { formatDuration } from '../text/time.js';
import { padEnd, padStart } from '../text/width.js';
import { runLanes } from './lanes.js';
import { Tail } from './tail.js';

export interface PairScreen {
  /** Draws lines; in place over those drawn in place before. */
  show(lines: readonly SaidLine[], inPlace: boolean): void;
  /** The pairs at work are drawn again and again at the bottom. Otherwise a pair has a line once it has ended. */
  readonly live: boolean;
  /** Without live: each step has a line, too. */
  readonly verbose: boolean;
}

interface Running {
  readonly label: string;
  since: number;
  step: string;
}

const redrawMs = 200;

/** One line for each of several pairs, and none of them while somebody is asked something. */
export class ScreenPairLines implements PairLines {
  readonly #screen: PairScreen;
  readonly #running = new Set<Running>();
  #timer: NodeJS.Timeout | undefined;
  #asking = 0;
  #held: SaidLine[] = [];

  constructor(screen: PairScreen) {
    this.#screen = screen;
  }

  open(label: string, width: number): PairLine {
    const name = padEnd(label, width);
    const one: Running = { label: name, since: performance.now(), step: '' };
    const begin = () => {
      Object.assign(one, { since: performance.now(), step: '' });
      this.#running.add(one);
      if (this.#screen.live) this.#timer ??= setInterval(() => this.#draw(), redrawMs).unref();
    };
    const step = (line: string) => {
      one.step = line;
      if (!this.#screen.live && this.#screen.verbose) this.#print(lineOf('...', one, line), 'faint');
    };
    const end = (status: string, note: string, tone: Tone) => {
      this.#running.delete(one);
      this.#print(lineOf(status, one, note), tone);
      if (this.#running.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
    return withReporter({ begin, step, end });
  }

  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#asking === 0) this.#erase();
    this.#asking += 1;
    try {
      return await ask();
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) {
        this.#screen.show(this.#held, false);
        this.#held = [];
      }
    }
  }

  #print(text: string, tone: Tone): void {
    if (this.#asking > 0) {
      this.#held.push({ text, tone });
      return;
    }
    this.#erase();
    this.#screen.show([{ text, tone }], false);
    this.#draw();
  }

  #erase(): void {
    if (this.#screen.live) this.#screen.show([], true);
  }

  #draw(): void {
    if (!this.#screen.live || this.#asking > 0) return;
    const lines = [...this.#running].map((one): SaidLine => ({ text: lineOf('...', one, one.step), tone: 'plain' }));
    this.#screen.show(lines, true);
  }
}

function lineOf(status: string, { label, since }: Running, note: string): string {
  const elapsed = formatDuration(performance.now() - since, 'elapsed');
  return `  ${padEnd(status, 9)} ${label}  ${padStart(elapsed, 7)}  ${note}`.trimEnd();
}

/** A pair's reporter: the newest step of any lane is the one that shows, and what is said is kept. */
function withReporter(line: Pick<PairLine, 'begin' | 'step' | 'end'>): PairLine {
  let said: SaidLine[] = [];
  const keep = (text: string, tone: Tone = 'plain') => void said.push({ text, tone });
  const runTask = async (lane: Lane, index: number, title: string) => {
    const task = lane.tasks[index];
    if (task === undefined) return;
    const name = `${title}: ${lane.title}: ${task.title}`;
    const tail = new Tail();
    const step = (text: string) => {
      tail.add(text);
      line.step(`${name}: ${text}`);
    };
    line.step(name);
    try {
      await task.run({ step, output: step });
    } catch (error) {
      keep(say.terminal.task.failedIn({ task: task.title, lane: lane.title }), 'bad');
      for (const text of tail.lines) keep(`  ${text}`, 'faint');
      throw error;
    }
  };
  const reporter: Reporter = {
    say: keep,
    work: (title, lanes) => runLanes(lanes, (lane, index) => runTask(lane, index, title)),
  };
  const takeSaid = () => {
    const taken = said;
    said = [];
    return taken;
  };
  return { ...line, reporter, takeSaid };
}
