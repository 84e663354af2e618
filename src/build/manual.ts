import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { alertRulesOf } from '../help/alert-rules.js';
import { type FilledTopic, fillTopic } from '../help/fill.js';
import { renderManPage } from '../help/man-page.js';
import { tables } from '../help/tables.js';
import { topics } from '../help/topics.js';
import { packageFolder } from '../root.js';

/**
 * Run by the build: the manual with its tables filled in, the list of its topics, and all of it as a man page, beside the
 * compiled code.
 */
const source = new URL('../../src/help/', import.meta.url);
const target = new URL('../help/', import.meta.url);

const files = readdirSync(source).filter((file) => file.endsWith('.md'));
const unlisted = files.filter((file) => !topics.some((name) => file === `${name}.md`));
if (unlisted.length > 0) throw new Error(`src/help/topics.ts does not list ${unlisted.join(', ')}`);

mkdirSync(target, { recursive: true });
const filled = topics.map((topic): FilledTopic => {
  const read = readFileSync(new URL(`${topic}.md`, source), 'utf8');
  return fillTopic(topic, read, tables);
});
for (const { name, text } of filled) {
  writeFileSync(new URL(`${name}.md`, target), text);
  if (name === 'metrics') writeFileSync(new URL('../ha-setup.rules.yml', target), alertRulesOf(text));
}
const list = filled.map(({ name, about, also }) => ({ name, about, also }));
writeFileSync(new URL('topics.json', target), `${JSON.stringify(list, null, 2)}\n`);
const { version, description } = JSON.parse(readFileSync(`${packageFolder}/package.json`, 'utf8'));
writeFileSync(new URL('ha-setup.1', target), renderManPage({ version, about: description, topics: filled }));
