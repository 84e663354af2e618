import { median, type Part, type Row, type Unit } from '../part.js';
import { ensureAnsible } from './ansible.js';
import { playRound } from './round.js';

type Round = Awaited<ReturnType<typeof playRound>>;

interface Kind {
  readonly title: string;
  readonly ours: (round: Round) => number;
  readonly ansible?: (round: Round) => number;
  readonly unit?: Unit;
  /** The most, s (or MB), or as a part of Ansible's. */
  readonly atMost?: number;
  readonly ofAnsible?: number;
}

const kinds: readonly Kind[] = [
  {
    title: 'fresh hosts, the whole run without drills (ours also checks, and waits until one host is active)',
    ours: ({ ours }) => ours.first,
    ansible: ({ ansible }) => ansible.first,
    ofAnsible: 1,
  },
  {
    title: 'fresh hosts, until the VIP answers a client',
    ours: ({ ours }) => ours.answers,
    ansible: ({ ansible }) => ansible.answers,
  },
  {
    title: 'once more, nothing to change',
    ours: ({ ours }) => ours.second,
    ansible: ({ ansible }) => ansible.second,
    atMost: 1.3,
  },
  { title: 'the same with 80 ms of delay each way on the SSH path', ours: ({ ours }) => ours.delayed, atMost: 3 },
  { title: '`verify`, a healthy pair', ours: ({ ours }) => ours.verify, atMost: 1.5 },
  { title: '`status`', ours: ({ ours }) => ours.status, atMost: 1 },
  { title: 'memory of a whole run with its drills', ours: ({ ours }) => ours.megabytes, unit: 'MB', atMost: 120 },
];

function toRow({ title, ours, ansible, unit = 's', atMost, ofAnsible }: Kind, rounds: readonly Round[]): Row {
  const theirs = ansible && median(rounds.map(ansible));
  const bound =
    theirs !== undefined && ofAnsible !== undefined
      ? { value: theirs * ofAnsible, words: `${ofAnsible} x` }
      : undefined;
  const most = atMost === undefined ? bound : { value: atMost };
  return {
    ...{ title, unit, ours: median(rounds.map(ours)) },
    ...(theirs !== undefined && { beside: `Ansible ${theirs.toFixed(1)} s` }),
    ...(most && { atMost: most }),
  };
}

/** Two hosts set up by ha-setup and by a playbook that lays the same files, and what is asked of the pair afterwards. */
export const runPart: Part = {
  name: 'run',
  rounds: 3,
  about: (rounds) =>
    `median of ${rounds}, two hosts in a fresh lab for each tool, API 0.12 s; Ansible's playbook lays the same files (modules apt, copy, systemd; pipelining)`,
  async measure({ rounds, say }) {
    await ensureAnsible(say);
    const results: Round[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const result = await playRound();
      const figures = kinds.map(({ ours, ansible }) => [ours, ...(ansible ? [ansible] : [])]);
      const told = figures.map((each) => each.map((pick) => pick(result).toFixed(2)).join(' / '));
      say(`round ${round} (ha-setup / Ansible): ${told.join(', ')}`);
      results.push(result);
    }
    return kinds.map((kind) => toRow(kind, results));
  },
};
