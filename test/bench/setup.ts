/** `npm run bench`: the set-up of two fresh hosts, and once more, timed against a plain Ansible playbook that does the same. */
import { parseArgs } from 'node:util';
import { ensureAnsible } from './setup/ansible.js';
import { playRound, type Timed } from './setup/round.js';
import { renderTable } from './table.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, json: { type: 'boolean' } } });
const rounds = Number(values.rounds);
/** The most that ours may take, as a part of Ansible's time. */
const targets: Timed = { first: 1, second: 0.25 };
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

const rows = (['first', 'second'] as const).map((run) => {
  const ours = median(results.map((result) => result.ours[run]));
  const ansible = median(results.map((result) => result.ansible[run]));
  const ratio = ours / ansible;
  return { run, ours, ansible, ratio, target: targets[run], ok: run === 'first' ? ratio < 1 : ratio <= targets.second };
});
if (values.json) for (const row of rows) console.log(JSON.stringify(row));
else {
  const titles = { first: 'fresh hosts', second: 'once more, nothing to change' };
  const body = rows.map(({ run, ours, ansible, ratio, target, ok }) => [
    ...[titles[run], seconds(ours), seconds(ansible), ratio.toFixed(2)],
    ...[`${run === 'first' ? '<' : '≤'} ${target}`, ok ? 'ok' : 'MISSED'],
  ]);
  console.log(renderTable([['set-up of two hosts (median)', 'ha-setup', 'Ansible', 'ratio', 'wanted', ''], ...body]));
}
if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
