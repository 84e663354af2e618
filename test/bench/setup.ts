/**
 * `npm run bench`: the set-up of two fresh hosts, and once more, timed against a plain Ansible playbook that does the same;
 * verify and status of the pair that comes out of it.
 */
import { parseArgs } from 'node:util';
import { ensureAnsible } from './setup/ansible.js';
import { playRound } from './setup/round.js';
import { renderTable } from './table.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, json: { type: 'boolean' } } });
const rounds = Number(values.rounds);
const say = (line: string) => void process.stderr.write(`${line}\n`);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

const seconds = (value: number) => `${value.toFixed(2)} s`;

const version = await ensureAnsible(say);
say(`ha-setup against ansible-core ${version}: ${rounds} rounds, each tool in a fresh lab of its own`);
const results: Awaited<ReturnType<typeof playRound>>[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const result = await playRound();
  const { ours, ansible } = result;
  say(
    `round ${round}: ha-setup ${seconds(ours.first)}, then ${seconds(ours.second)}; Ansible ${seconds(ansible.first)}, then ${seconds(ansible.second)}`,
  );
  results.push(result);
}

const middle = (pick: (result: (typeof results)[number]) => number) => median(results.map(pick));
const kinds = [
  { title: 'fresh hosts, until both services run', ours: 'running', ansible: 'first' },
  { title: 'fresh hosts, whole run: ours waits for one active host', ours: 'first', ansible: 'first', target: 1 },
  { title: 'once more, nothing to change', ours: 'second', ansible: 'second', target: 0.25 },
] as const;
const rows = kinds.map((kind) => {
  const ours = middle((result) => result.ours[kind.ours]);
  const ansible = middle((result) => result.ansible[kind.ansible]);
  const ratio = ours / ansible;
  return {
    title: kind.title,
    ours,
    ansible,
    ratio,
    ...('target' in kind && { target: kind.target, ok: ratio <= kind.target }),
  };
});
/** Seconds in which the screen is to be there. */
const looks = [
  { title: 'verify, a healthy pair', seconds: middle(({ ours }) => ours.verify) },
  { title: 'status', seconds: middle(({ ours }) => ours.status), target: 2 },
].map((look) => ({ ...look, ...(look.target !== undefined && { ok: look.seconds <= look.target }) }));
if (values.json) for (const row of [...rows, ...looks]) console.log(JSON.stringify(row));
else {
  const body = rows.map(({ title, ours, ansible, ratio, target, ok }) => [
    ...[title, seconds(ours), seconds(ansible), ratio.toFixed(2)],
    ...(target === undefined ? ['', ''] : [`≤ ${target}`, ok ? 'ok' : 'MISSED']),
  ]);
  console.log(renderTable([['set-up of two hosts (median)', 'ha-setup', 'Ansible', 'ratio', 'wanted', ''], ...body]));
  for (const { title, seconds: taken, ok } of looks) {
    console.log(
      `${title}: ${seconds(taken)}${ok === undefined ? '' : ok ? ', ≤ 2 s wanted: ok' : ', ≤ 2 s wanted: MISSED'}`,
    );
  }
}
if ([...rows, ...looks].some((row) => 'ok' in row && row.ok === false)) process.exitCode = 1;
