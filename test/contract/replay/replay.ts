import { readFileSync } from 'node:fs';
import { startTestCloud } from '../../lab-cloud/start.js';
import { playAll } from '../vendor/plays.js';
import { findSurprises, parseTrace } from './findings.js';

/** npm run contract -- trace.jsonl: what of a real trace the parsers or the stand-in did not expect. */
const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: npm run contract -- TRACE (a file that ha-setup --trace has written)');
  process.exit(2);
}
const entries = parseTrace(readFileSync(path, 'utf8'));
const stand = await startTestCloud({ knobs: { landingMs: 20, assignMs: 10, eipMs: 10 } });
try {
  const surprises = await findSurprises(entries, await playAll(stand));
  const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  for (const { line, where, what } of surprises) console.log(`line ${line}: ${where}: ${what}`);
  const result = surprises.length === 0 ? 'all as expected' : `${surprises.length} not expected`;
  console.log(`${count('api')} calls of the API, ${count('host')} things done on hosts: ${result}`);
  process.exitCode = surprises.length === 0 ? 0 : 1;
} finally {
  await stand.stop();
}
