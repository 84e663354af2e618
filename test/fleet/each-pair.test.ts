import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { pairResult } from '../../src/cluster/pair-result.js';
import type { Toolbox } from '../../src/commands/toolbox.js';
import { CancelledError, HaSetupError, PreflightError, VerificationError } from '../../src/errors.js';
import { openDesks } from '../../src/fleet/desk.js';
import { eachPair } from '../../src/fleet/each-pair.js';
import type { Member } from '../../src/fleet/members.js';
import { type Outcome, type Summary, toPairResult, worstExitCode } from '../../src/fleet/outcome.js';
import { reportAll, summariseResult, type Telling } from '../../src/fleet/report.js';
import { Interrupt } from '../../src/run/interrupt.js';
import { ScreenPairLines } from '../../src/ui/pair-lines.js';
import { as } from '../fakes/view.js';

const lines: string[] = [];
let interrupt: Interrupt;
beforeEach(() => {
  lines.length = 0;
  interrupt = new Interrupt();
});

const pairLines = new ScreenPairLines({
  live: false,
  verbose: false,
  show: (shown) => void lines.push(...shown.map(({ text }) => text.replace(/ +[\d.]+ s/, ''))),
});
const reporter: Toolbox['reporter'] = {
  say: (line) => void lines.push(line),
  work: () => Promise.reject(new Error('nothing is drawn')),
};
const speakingTo = (to: Toolbox['reporter']) => as<Toolbox>({ ...toolbox, reporter: to });
const toolbox: Toolbox = as<Toolbox>({
  ...{ reporter, pairLines, speakingTo, canvas: () => ({ width: 100, ascii: true }) },
  command: (words: readonly string[], path: string) => ['ha-setup', ...words, '--answers', path].join(' '),
});

const members = (...labels: string[]): Member[] =>
  labels.map((label) => as<Member>({ label, path: `${label}.yaml`, spec: { cluster: label } }));
const summarise = summariseResult(
  ({ found }: { readonly found: string }): Summary => ({
    status: 'ok',
    ...{ active: 'ins-aaaaaaa1', vip: '10.0.1.254', findings: found, outageMs: 5170 },
  }),
);
const telling: Telling = { words: ['verify'], summarise, details: ({ said }) => said };

type Work = (label: string, own: Toolbox) => Promise<void>;
const run = (labels: readonly string[], work: Work, parallel = 8, onEnd?: (outcome: Outcome) => void) =>
  eachPair(openDesks(members(...labels), toolbox), ({ member, toolbox: own }) => work(member.label, own), {
    ...{ parallel, interrupt, summarise },
    ...(onEnd && { onEnd }),
  });

test('so many pairs at once and no more, and the outcomes in the order of the files', async () => {
  let now = 0;
  let most = 0;
  const labels = Array.from({ length: 20 }, (_, index) => `p${index}`);
  const outcomes = await run(
    labels,
    async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(Math.random() * 10);
      now -= 1;
    },
    3,
  );
  expect(most).toBe(3);
  expect(outcomes.map(({ member }) => member.label)).toEqual(labels);
});

test('a pair that fails stops none of the others, not even by a fault of the program', async () => {
  const outcomes = await run(['web', 'db', 'mail'], async (label, own) => {
    if (label === 'web')
      throw new PreflightError('one check failed:\n  a reason', { where: 'ins-1', hint: 'repair it' });
    if (label === 'db') throw new TypeError('undefined is not a function');
    own.printResult({ found: 'all well' });
  });
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([2, 1, 0]);
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}failed +web +one check failed$/),
    expect.stringMatching(/^ {2}failed +db +internal error \(please report it\): TypeError/),
    expect.stringMatching(/^ {2}ok +mail +ins-aaaaaaa1 is active; all well$/),
  ]);
});

test('what a pair says stays out of the way of the others, and is told with it', async () => {
  const outcomes = await run(['web', 'db'], async (label, own) => {
    own.reporter.say(`a word of ${label}`);
    await own.reporter.work('Apply', [
      {
        title: 'ins-1',
        tasks: [
          {
            title: 'packages',
            run: async (view) => {
              view.output('E: dpkg was interrupted');
              throw new HaSetupError('apt failed');
            },
          },
        ],
      },
    ]);
  });
  expect(lines).toHaveLength(2);
  expect(outcomes[1]?.said.map(({ text }) => text)).toEqual([
    'a word of db',
    'failed: packages (ins-1)',
    '  E: dpkg was interrupted',
  ]);
});

test('nobody is asked in the name of one pair', async () => {
  const asking = { ...toolbox, prompter: as<NonNullable<Toolbox['prompter']>>({}) };
  const [desk] = openDesks(members('web'), { ...asking, speakingTo: () => asking });
  expect(desk?.toolbox.prompter).toBeUndefined();
});

test('once Ctrl-C was pressed those at work end as they can, and no other begins', async () => {
  const begun: string[] = [];
  const work: Work = async (label) => {
    begun.push(label);
    await sleep(5);
    if (label === 'b') expect(interrupt.press()).toBe('wait');
    await sleep(5);
    interrupt.check();
  };
  const outcomes = await interrupt.guard(() => run(['a', 'b', 'c', 'd'], work, 2));
  expect(begun).toEqual(['a', 'b']);
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([130, 130, 130, 130]);
});

test('a question that is cancelled ends all that has not begun', async () => {
  const outcomes = await run(['a', 'b'], () => Promise.reject(new CancelledError('cancelled at a question')), 1);
  expect(outcomes.map(({ failure }) => failure?.message)).toEqual(['cancelled at a question', 'it was not begun']);
});

test.each([
  [[0, 0], 0],
  [[0, 3, 2], 2],
  [[2, 4, 3], 4],
  [[4, 1, 2], 1],
  [[1, 130, 0], 130],
])('of the exit codes %j the worst is %i', (codes, worst) => {
  expect(worstExitCode(codes.map((exitCode) => as<Outcome>({ exitCode })))).toBe(worst);
});

test('the end tells of each pair that is not well, with the command that goes on, then of all in one table', async () => {
  const outcomes = await run(['web', 'database'], async (label, own) => {
    own.printResult({ found: label === 'web' ? 'all well' : '1 error' });
    if (label !== 'web') {
      own.reporter.say('error vip.nic: the VIP is on no NIC');
      throw new VerificationError('database has 1 error', { hint: 'each has a line above' });
    }
  });
  lines.length = 0;
  expect(() => reportAll(outcomes, telling, toolbox)).toThrow(
    expect.objectContaining({ exitCode: 4, message: '1 of 2 pairs failed or were not finished: database' }),
  );
  expect(lines).toEqual([
    '',
    'database (database.yaml)',
    '  error vip.nic: the VIP is on no NIC',
    '  database has 1 error',
    '    → each has a line above',
    '  To go on with this pair: ha-setup verify --answers database.yaml',
    '',
    '          pair      active        VIP         findings  outage',
    '  ok      web       ins-aaaaaaa1  10.0.1.254  all well  5.17 s',
    '  failed  database  ins-aaaaaaa1  10.0.1.254  1 error   5.17 s',
    '2 pairs: ok 1, failed 1.',
  ]);
});

test('--json has a line for each pair as its schema says, with the result of the pair alone inside', async () => {
  const printed = new Map<string, object>();
  await run(
    ['web', 'db'],
    async (label, own) => {
      if (label === 'db') throw new PreflightError('no', { where: 'ins-1' });
      own.printResult({ found: 'all well' });
    },
    8,
    (outcome) => printed.set(outcome.member.label, pairResult.parse(toPairResult(outcome))),
  );
  expect(Object.fromEntries(printed)).toEqual({
    db: {
      ...{ version: 1, answers: 'db.yaml', cluster: 'db', exitCode: 2, result: null },
      error: { message: 'no', where: 'ins-1', hint: null },
    },
    web: { version: 1, answers: 'web.yaml', cluster: 'web', exitCode: 0, error: null, result: { found: 'all well' } },
  });
});
