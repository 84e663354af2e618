import type { Part, Row } from '../part.js';
import type { Contender } from './contender.js';
import type { Fault } from './fault.js';
import { faults } from './faults.js';
import { guide } from './guide.js';
import { guideHaVip } from './guide-havip.js';
import { ours } from './ours.js';
import { type Outcome, play } from './play.js';
import { soak } from './soak.js';

/** Whose pairs stand beside ours. */
const others: readonly Contender[] = [guide, guideHaVip];

/** Faults that go on from the one before are chosen with it. */
function choose(wanted: string): readonly Fault[] {
  const picked: Fault[] = [];
  // Ten minutes for one row: only for who asks for it.
  const all = wanted !== '' && soak.title.includes(wanted) ? [...faults, soak] : faults;
  for (const [index, fault] of all.entries()) {
    const before = all[index - 1];
    const follows = fault.goesOn === true && before !== undefined && picked.includes(before);
    if (fault.goesOn === true ? follows : fault.title.includes(wanted)) picked.push(fault);
  }
  return picked;
}

type Outcomes = ReadonlyMap<Fault, Outcome>;

async function playAll(contender: Contender, list: readonly Fault[], say: (line: string) => void): Promise<Outcomes> {
  const outcomes = new Map<Fault, Outcome>();
  for (const variant of contender.variants) {
    const own = list.filter((fault) => fault.variant === variant);
    if (own.length === 0) continue;
    await play(contender, variant, own, (fault, outcome) => {
      outcomes.set(fault, outcome);
      say(`${contender.title} (${variant}): ${fault.title.trim()}: ${describe(outcome)}`);
    });
  }
  return outcomes;
}

const migrations = ({ moves, refused }: { readonly moves: number; readonly refused: number }) =>
  `(${moves}${refused > 0 ? `, ${refused} refused` : ''})`;

function describe(outcome: Outcome): string {
  if ('failed' in outcome) return `failed: ${outcome.failed.split('\n', 1).join('')}`;
  const { silenceMs, lasting, broken } = outcome;
  const silence = `${lasting ? '> ' : ''}${(silenceMs / 1000).toFixed(2)} s ${migrations(outcome)}`;
  return broken === undefined ? silence : `${silence}, ${broken}`;
}

function toRow(fault: Fault, mine: Outcome | undefined, theirs: readonly (readonly [string, Outcome])[]): Row {
  const beside = theirs.map(([title, outcome]) => `${title} ${describe(outcome)}`).join('; ');
  const shared = { title: fault.title.trim(), unit: 's' as const, ...(beside !== '' && { beside }) };
  const atMost = { value: fault.silenceMs / 1000 };
  if (mine === undefined) return { ...shared, ours: undefined, atMost };
  if ('failed' in mine) return { ...shared, ours: undefined, atMost, broken: mine.failed };
  const [least, most] = fault.moves;
  const moved = mine.moves < least || mine.moves > most ? `${mine.moves} moves` : undefined;
  const broken = moved ?? mine.broken;
  return {
    ...{ ...shared, ours: mine.silenceMs / 1000, note: migrations(mine), atMost },
    ...(broken !== undefined && { broken }),
  };
}

/** What a client loses by each fault, with our hooks and with what others put in their place. */
export const faultsPart: Part = {
  name: 'faults',
  rounds: 1,
  about: () =>
    'longest silence for a client that pings each 20 ms, migrations accepted (or, on a HAVIP, claims honoured) in brackets; API 0.12 s, landing 2.0 s, one play of each',
  async measure({ row, say }) {
    const list = choose(row);
    const theirs: (readonly [Contender, Outcomes])[] = [];
    const playOthers = async () => {
      for (const contender of others) theirs.push([contender, await playAll(contender, list, say)]);
    };
    // Two labs side by side leave the machine quiet: nearly all of it is waiting.
    const [mine] = await Promise.all([playAll(ours, list, say), playOthers()]);
    return list.map((fault) => {
      const others = theirs.flatMap(([{ title }, outcomes]) => {
        const outcome = outcomes.get(fault);
        return outcome === undefined ? [] : [[title, outcome] as const];
      });
      return toRow(fault, mine.get(fault), others);
    });
  },
};
