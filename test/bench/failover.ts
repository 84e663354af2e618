/** `npm run bench:failover`: what a client loses by each fault, with our hooks and with the guide's own scripts. */
import { parseArgs } from 'node:util';
import type { Contender, Variant } from './failover/contender.js';
import { type Fault, faults } from './failover/faults.js';
import { guide } from './failover/guide.js';
import { ours } from './failover/ours.js';
import { type Outcome, play } from './failover/play.js';
import { soak } from './failover/soak.js';
import { renderTable } from './table.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Only the faults whose title contains this. */
    only: { type: 'string', default: '' },
    /** Without the guide's scripts: half the time. */
    ours: { type: 'boolean', default: false },
    /** With ten idle minutes on a busy machine. */
    soak: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** Faults that go on from the one before are chosen with it. */
function chosen(): readonly Fault[] {
  const picked: Fault[] = [];
  const all = values.soak ? [...faults, soak] : faults;
  for (const [index, fault] of all.entries()) {
    const before = all[index - 1];
    const follows = fault.goesOn === true && before !== undefined && picked.includes(before);
    if (fault.goesOn === true ? follows : fault.title.includes(values.only)) picked.push(fault);
  }
  return picked;
}

/** What of a row's promise was not kept; undefined where all was. */
function findMiss(fault: Fault, outcome: Outcome | undefined): string | undefined {
  if (outcome === undefined) return 'not played';
  if ('failed' in outcome) return outcome.failed;
  const [least, most] = fault.moves;
  if (outcome.silenceMs > fault.silenceMs) return 'too long a silence';
  if (outcome.moves < least || outcome.moves > most) return `${outcome.moves} migrations`;
  return outcome.broken;
}

function cells(outcome: Outcome | undefined): readonly [string, string] {
  if (outcome === undefined) return ['-', '-'];
  if ('failed' in outcome) return ['?', '?'];
  const refused = outcome.refused > 0 ? ` (+${outcome.refused} refused)` : '';
  return [`${outcome.lasting ? '> ' : ''}${seconds(outcome.silenceMs)}`, `${outcome.moves}${refused}`];
}

/** What else was wrong with the guide's. */
function besides(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  return 'failed' in outcome ? outcome.failed.split('\n', 1).join('') : (outcome.broken ?? '');
}

async function playAll(contender: Contender, list: readonly Fault[]): Promise<ReadonlyMap<Fault, Outcome>> {
  const outcomes = new Map<Fault, Outcome>();
  for (const variant of contender.variants satisfies readonly Variant[]) {
    const own = list.filter((fault) => fault.variant === variant);
    if (own.length === 0) continue;
    await play(contender, variant, own, (fault, outcome) => {
      outcomes.set(fault, outcome);
      const told = 'failed' in outcome ? outcome.failed : `${cells(outcome).join(', ')} ${outcome.broken ?? ''}`;
      say(`${contender.title} (${variant}): ${fault.title.trim()}: ${told}`);
    });
  }
  return outcomes;
}

const list = chosen();
say(`${list.length} faults; API 0.12 s, landing 2.0 s, pings each 20 ms from a client in the VPC`);
const mine = await playAll(ours, list);
const theirs = values.ours ? new Map<Fault, Outcome>() : await playAll(guide, list);

const misses = list.map((fault) => findMiss(fault, mine.get(fault)));
if (values.json) {
  for (const [index, fault] of list.entries()) {
    const { title, variant, silenceMs, moves } = fault;
    const row = { fault: title.trim(), variant, most: { silenceMs, moves: moves[1] } };
    console.log(JSON.stringify({ ...row, ours: mine.get(fault), guide: theirs.get(fault), missed: misses[index] }));
  }
} else {
  const head = [
    'fault on the active host',
    'silence',
    'at most',
    'migrations',
    'at most',
    "guide's silence",
    'migrations',
    'besides',
    'ours',
  ];
  const rows = list.map((fault, index) => {
    const [silence, moves] = cells(mine.get(fault));
    const bounds = [silence, seconds(fault.silenceMs), moves, `${fault.moves[1]}`];
    return [
      fault.title,
      ...bounds,
      ...cells(theirs.get(fault)),
      besides(theirs.get(fault)),
      misses[index] === undefined ? 'ok' : `MISSED: ${misses[index]}`,
    ];
  });
  console.log(renderTable([head, ...rows]));
}
if (misses.some((miss) => miss !== undefined)) process.exitCode = 1;
