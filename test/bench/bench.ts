/** `npm run bench`: measures, prints one table, and writes it into test/README.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { faultsPart } from './failover/measure.js';
import { fetchPart } from './fetch.js';
import { fleetPart } from './fleet/measure.js';
import { describeMachine } from './machine.js';
import { findMiss, type Part } from './part.js';
import { runPart } from './setup/measure.js';
import { startPart } from './start.js';
import { renderPart, replacePart, tableHead } from './table.js';

const parts: readonly Part[] = [fetchPart, startPart, runPart, fleetPart, faultsPart];
const names = parts.map(({ name }) => name);

const { values } = parseArgs({
  options: {
    /** Parts, with commas between them; all of them where it is absent. */
    only: { type: 'string', default: names.join(',') },
    /** Rounds of each part; each part's own number where it is absent. */
    rounds: { type: 'string' },
    /** Only rows whose title contains this (part faults). */
    row: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    /** Prints the table without writing it into test/README.md. */
    'dry-run': { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);

const chosen = values.only.split(',').map((name) => {
  const part = parts.find((one) => one.name === name.trim());
  if (part === undefined) throw new Error(`--only ${name}: there is no such part; there are ${names.join(', ')}`);
  return part;
});
const given = values.rounds === undefined ? undefined : Number(values.rounds);
if (given !== undefined && !(Number.isInteger(given) && given > 0)) throw new Error('--rounds takes a number from 1');

const readme = new URL('../README.md', import.meta.url);
const [load = 0] = loadavg();
if (load > 0.7) say(`This machine is busy (load ${load.toFixed(1)}): its figures are not worth publishing.`);
if (!values.json) say(tableHead.join('\n'));
for (const part of chosen) {
  const rounds = given ?? part.rounds;
  say(`${part.name}: ${part.about(rounds)}`);
  const rows = await part.measure({ rounds, row: values.row, say: (line) => say(`  ${line}`) });
  const about = `${part.about(rounds)}; ${await describeMachine()}`;
  const lines = renderPart(part.name, about, rows);
  if (values.json) {
    for (const row of rows) console.log(JSON.stringify({ part: part.name, about, ...row, missed: findMiss(row) }));
  } else console.log(lines.join('\n'));
  // A part of a part would take the place of the whole.
  if (!values['dry-run'] && values.row === '') {
    await writeFile(readme, replacePart(await readFile(readme, 'utf8'), part.name, lines, names));
  }
  if (rows.some((row) => findMiss(row) !== undefined)) process.exitCode = 1;
}
