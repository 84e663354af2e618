import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { alertRulesOf } from '../help/alert-rules.js';
import { alsoLedBy, type FilledTopic, fillTopic } from '../help/fill.js';
import { renderManPage } from '../help/man-page.js';
import { tables } from '../help/tables.js';
import { manualFolder, topics } from '../help/topics.js';
import { type Language, speakIn } from '../messages/language.js';
import { packageFolder } from '../root.js';

/**
 * Run by the build: the manual of each language with its tables filled in, the list of its topics, and the English one as a
 * man page, beside the compiled code. npm installs no man page for a language, so there is one.
 */
const source = new URL('../../src/help/', import.meta.url);
const target = new URL('../help/', import.meta.url);

/** The topics as they are read, in the language of the moment. Throws where a file is in no list, or the other way round. */
function fill(language: Language): readonly FilledTopic[] {
  const folder = new URL(manualFolder(language), source);
  const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  const unlisted = files.filter((file) => !topics.some((name) => file === `${name}.md`));
  if (unlisted.length > 0) throw new Error(`src/help/topics.ts does not list ${unlisted.join(', ')}`);
  return topics.map((name) => fillTopic(name, readFileSync(new URL(`${name}.md`, folder), 'utf8'), tables));
}

function write(language: Language, filled: readonly FilledTopic[]): void {
  const folder = new URL(manualFolder(language), target);
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of filled) writeFileSync(new URL(`${name}.md`, folder), text);
  const list = filled.map(({ name, about, also }) => ({ name, about, also }));
  writeFileSync(new URL('topics.json', folder), `${JSON.stringify(list, null, 2)}\n`);
}

const english = fill('en');
write('en', english);
const metrics = english.find(({ name }) => name === 'metrics');
writeFileSync(new URL('../ha-setup.rules.yml', target), alertRulesOf(metrics?.text ?? ''));
const { version, description } = JSON.parse(readFileSync(`${packageFolder}/package.json`, 'utf8'));
writeFileSync(new URL('ha-setup.1', target), renderManPage({ version, about: description, topics: english }));

await speakIn('zh');
const chinese = fill('zh');
write(
  'zh',
  english.flatMap((topic, index) => alsoLedBy(chinese[index] ?? topic, topic)),
);
