import type { StatusOptions } from '../cli/status.js';
import { say } from '../messages/say.js';
import { formatStatus } from '../pair/format-status.js';
import { Observer } from '../pair/observe.js';
import { toStatus } from '../pair/status.js';
import { readSpec } from './answers.js';
import type { Toolbox } from './toolbox.js';

type Options = Pick<StatusOptions, 'watch'> & {
  readonly answers: string;
  /** A host that has not answered after so many ms is shown as not reached. */
  readonly patienceMs?: number;
};

/** Between two readings of --watch. */
export const pauseMs = 2000;
/** The screen is to be there within seconds. */
const answerMs = 1500;

/** Shows where the VIP is and how both hosts are; changes nothing. With watch it does so again and again, until it is ended. */
export async function status({ answers, watch, patienceMs = answerMs }: Options, toolbox: Toolbox): Promise<void> {
  const spec = await readSpec(answers, toolbox);
  const next = (...words: readonly string[]) => toolbox.command(words, answers);
  const observer = new Observer(spec, { depth: 'glance', patienceMs }, toolbox);
  try {
    for (;;) {
      const result = toStatus(await toolbox.waiting(say.session.reading, () => observer.observe()));
      if (toolbox.json) toolbox.printResult(result);
      else toolbox.show(formatStatus(result, toolbox.canvas().width, next), watch);
      if (!watch) return;
      await toolbox.clock.sleep(pauseMs);
    }
  } finally {
    await observer.close();
  }
}
