import type { SetupOptions } from '../cli/setup.js';
import type { SetupResult } from '../commands/report.js';
import { finishRun, prepareRun } from '../commands/setup.js';
import type { Toolbox } from '../commands/toolbox.js';
import { say } from '../messages/say.js';
import type { SaidLine } from '../ports/pair-lines.js';
import { confirmAll, type Runs } from './confirm-all.js';
import { type Desk, openDesks } from './desk.js';
import { eachPair } from './each-pair.js';
import { type GoodMember, readMembers, requireAll } from './members.js';
import { type Outcome, type Summary, toPairResult } from './outcome.js';
import { reportAll, summariseResult } from './report.js';
import { VipClaims } from './vip-claims.js';

type Options = Omit<SetupOptions, 'answers'>;

/** Checks and plans all, shows all plans, asks once, then changes and proves each pair. */
export async function setUpAll(paths: readonly string[], options: Options, toolbox: Toolbox): Promise<void> {
  const members = requireAll(await readMembers(paths, toolbox));
  const desks = openDesks(members, toolbox);
  const runs: Runs = new Map();
  let outcomes: readonly Outcome[];
  try {
    const checked = await prepareAll(desks, runs, options, toolbox);
    const left = checked.filter(({ failure }) => failure !== undefined);
    if (runs.size > 0) await confirmAll(runs, left.length, options, toolbox);
    const ready = desks.filter(({ member }) => runs.has(member));
    const ended: readonly Outcome[] = [
      ...left,
      ...(await toolbox.interrupt.guard(() => finishAll(ready, runs, options, toolbox))),
    ];
    outcomes = members.flatMap((member) => ended.find((one) => one.member === member) ?? []);
  } finally {
    await Promise.all([...runs.values()].map((run) => run.close()));
  }
  reportAll(outcomes, { words: [], summarise, details }, toolbox);
}

function prepareAll(desks: readonly Desk<GoodMember>[], runs: Runs, options: Options, toolbox: Toolbox) {
  const { reporter, interrupt } = toolbox;
  reporter.say(say.fleet.looking({ count: desks.length }), 'heading');
  const claims = new VipClaims(desks.map(({ member }) => member));
  return eachPair(
    desks,
    async ({ member, toolbox: own }) => {
      const { spec, answers, path } = member;
      const run = await claims.settle(member, (vip) =>
        prepareRun({ spec: vip === undefined ? spec : { ...spec, vip }, answers, path }, options, own),
      );
      runs.set(member, run);
    },
    {
      parallel: options.parallel,
      interrupt,
      summarise: (outcome) => summarisePrepared(outcome, runs),
      onEnd: (outcome) => {
        if (outcome.failure !== undefined) printOne(outcome, toolbox);
      },
    },
  );
}

async function finishAll(desks: readonly Desk<GoodMember>[], runs: Runs, options: Options, toolbox: Toolbox) {
  if (desks.length === 0) return [];
  toolbox.reporter.say('');
  toolbox.reporter.say(say.fleet.changing({ count: desks.length }), 'heading');
  return eachPair(
    desks,
    async ({ member, toolbox: own, line }) => {
      const run = runs.get(member);
      if (run === undefined) throw new Error(`${member.path} was not prepared`);
      line.takeSaid();
      await finishRun(run, own);
    },
    {
      parallel: options.parallel,
      interrupt: toolbox.interrupt,
      summarise,
      onEnd: (outcome) => printOne(outcome, toolbox),
    },
  );
}

function printOne(outcome: Outcome, { json, printResult }: Toolbox): void {
  if (json) printResult(toPairResult(outcome));
}

const summarise = summariseResult(({ active, vip, changed, drills }: SetupResult): Summary => {
  return {
    status: changed === 0 ? 'ok' : 'changed',
    active: active?.instance ?? null,
    vip,
    findings: changed === 0 ? say.fleet.nothingToChange : say.fleet.made({ count: changed }),
    outageMs: drills.length === 0 ? null : Math.max(...drills.map(({ outageMs }) => outageMs)),
  };
});

function summarisePrepared(outcome: Outcome, runs: Runs): Summary {
  const run = [...runs].find(([member]) => member === outcome.member)?.[1];
  if (run === undefined) return summarise(outcome);
  const { vip, owner, nodes } = run.live.view().topology;
  return {
    status: 'ok',
    active: owner === undefined ? null : nodes[owner].instance.id,
    vip,
    findings: run.count === 0 ? say.fleet.nothingToChange : say.fleet.toMake({ count: run.count }),
    outageMs: null,
  };
}

/** What a pair said after its plan; where all went well its row tells enough. */
function details({ failure, said }: Outcome): readonly SaidLine[] {
  return failure === undefined ? [] : said.filter(({ text }) => text !== '');
}
