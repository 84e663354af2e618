import pLimit from 'p-limit';
import type { StatusResult } from '../cluster/status-result.js';
import { pauseMs, status } from '../commands/status.js';
import type { Toolbox } from '../commands/toolbox.js';
import { say } from '../messages/say.js';
import { Observer } from '../pair/observe.js';
import { toStatus } from '../pair/status.js';
import type { SaidLine } from '../ports/pair-lines.js';
import { openDesks } from './desk.js';
import { eachPair } from './each-pair.js';
import { type Member, readMembers, requireAll } from './members.js';
import { type Outcome, type Summary, toPairResult } from './outcome.js';
import { pairTable, reportAll, summariseResult } from './report.js';

interface Options {
  readonly parallel: number;
  readonly watch: boolean;
}

/** Longer than for one pair: many logins at once take their time, and nobody waits for one of them alone. */
const patienceMs = 5000;

/** Shows where the VIP of each pair is; changes nothing. */
export async function statusOfAll(paths: readonly string[], options: Options, toolbox: Toolbox): Promise<void> {
  const members = await readMembers(paths, toolbox);
  if (options.watch) return watchAll(members, options, toolbox);
  const outcomes = await eachPair(
    openDesks(members, toolbox),
    ({ member, toolbox: own }) => {
      if ('mistake' in member) throw member.mistake;
      return status({ answers: member.path, watch: false, patienceMs }, own);
    },
    {
      parallel: options.parallel,
      interrupt: toolbox.interrupt,
      summarise,
      onEnd: (outcome) => toolbox.json && toolbox.printResult(toPairResult(outcome)),
    },
  );
  reportAll(outcomes, { words: ['status'], summarise, details }, toolbox);
}

const summarise = summariseResult(
  ({ healthy, owner, vip, problems }: StatusResult): Summary => ({
    status: healthy ? 'ok' : 'warning',
    active: owner,
    vip,
    findings: healthy ? say.fleet.well : say.fleet.problems({ count: problems.length }),
    outageMs: null,
  }),
);

function details({ result }: Outcome): readonly SaidLine[] {
  const { problems = [] } = (result ?? {}) as Partial<StatusResult>;
  return problems.map((problem) => ({ text: `! ${problem}`, tone: 'bad' }));
}

/** The table again and again, over connections that are kept, until it is ended. */
async function watchAll(members: readonly Member[], { parallel }: Options, toolbox: Toolbox): Promise<void> {
  const watched = requireAll(members).map((member) => {
    const observer = new Observer(member.spec, { depth: 'glance', patienceMs }, toolbox);
    return { member, observer };
  });
  const limit = pLimit(parallel);
  try {
    for (;;) {
      const outcomes = await toolbox.waiting(say.fleet.reading, () =>
        Promise.all(
          watched.map(({ member, observer }) =>
            limit(async (): Promise<Outcome> => {
              const result = toStatus(await observer.observe());
              return { member, exitCode: 0, result, said: [] };
            }),
          ),
        ),
      );
      if (toolbox.json) for (const outcome of outcomes) toolbox.printResult(toPairResult(outcome));
      else toolbox.show(pairTable(outcomes, { summarise }, toolbox.canvas().width), true);
      await toolbox.clock.sleep(pauseMs);
    }
  } finally {
    await Promise.all(watched.map(({ observer }) => observer.close()));
  }
}
