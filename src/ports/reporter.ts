/** How a piece of work ended. */
export interface Outcome {
  readonly status: 'ok' | 'changed' | 'skipped';
  readonly note: string;
}

export interface Task {
  readonly title: string;
  run(view: TaskView): Promise<Outcome>;
}

/** Where a running task shows what it does. */
export interface TaskView {
  /** One thing done or about to be done: worth a line of its own. */
  step(line: string): void;
  /** Output of a slow command: the last line is of interest, for as long as it runs. */
  output(line: string): void;
}

/** Tasks of one lane run one after the other; lanes run side by side. */
export interface Lane {
  readonly title: string;
  readonly tasks: readonly Task[];
}

/** What the person at the terminal sees. */
export interface Reporter {
  /** A line of its own; never while work() draws. */
  say(line: string, tone?: Tone): void;
  /** Runs the lanes side by side and shows their progress; throws the first failure once every lane has ended. */
  work(title: string, lanes: readonly Lane[]): Promise<void>;
}

export type Tone = 'plain' | 'heading' | 'good' | 'bad' | 'warning' | 'faint' | 'add' | 'remove';
