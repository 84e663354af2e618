import { type PlanResult, preparePlan, showPrepared, toPlanResult } from '../commands/plan.js';
import type { Toolbox } from '../commands/toolbox.js';
import { say } from '../messages/say.js';
import { openDesks } from './desk.js';
import { eachPair } from './each-pair.js';
import { readMembers, requireAll } from './members.js';
import { type Outcome, type Summary, toPairResult } from './outcome.js';
import { reportAll, summariseResult } from './report.js';
import { VipClaims } from './vip-claims.js';

interface Options {
  readonly parallel: number;
  readonly verbose: boolean;
  readonly allowOpen: boolean;
}

/** Prints what a run would do to each pair, and writes nothing. */
export async function planAll(paths: readonly string[], options: Options, toolbox: Toolbox): Promise<void> {
  const members = requireAll(await readMembers(paths, toolbox));
  const claims = new VipClaims(members);
  const outcomes = await eachPair(
    openDesks(members, toolbox),
    async ({ member, toolbox: own }) => {
      const prepared = await claims.settle(member, (vip) => preparePlan(member.path, options, own, vip));
      try {
        showPrepared(prepared, options, own);
        own.printResult(toPlanResult(prepared));
      } finally {
        await prepared.close();
      }
    },
    {
      parallel: options.parallel,
      interrupt: toolbox.interrupt,
      summarise,
      onEnd: (outcome) => toolbox.json && toolbox.printResult(toPairResult(outcome)),
    },
  );
  reportAll(outcomes, { words: ['plan'], summarise, details: ({ said }: Outcome) => said }, toolbox);
}

const summarise = summariseResult(({ vip, changes }: PlanResult): Summary => {
  const count = changes.length;
  return {
    status: count === 0 ? 'ok' : 'changed',
    active: null,
    vip,
    findings: count === 0 ? say.fleet.nothingToChange : say.fleet.toMake({ count }),
    outageMs: null,
  };
});
