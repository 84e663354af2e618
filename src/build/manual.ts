import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fillTopic } from '../help/fill.js';
import { tables } from '../help/tables.js';
import { topics } from '../help/topics.js';

/** Run by the build: the manual with its tables filled in, and the list of its topics, beside the compiled code. */
const source = new URL('../../src/help/', import.meta.url);
const target = new URL('../help/', import.meta.url);

const files = readdirSync(source).filter((file) => file.endsWith('.md'));
const unlisted = files.filter((file) => !topics.some((name) => file === `${name}.md`));
if (unlisted.length > 0) throw new Error(`src/help/topics.ts does not list ${unlisted.join(', ')}`);

mkdirSync(target, { recursive: true });
const list = topics.map((topic) => {
  const read = readFileSync(new URL(`${topic}.md`, source), 'utf8');
  const { name, about, also, text } = fillTopic(topic, read, tables);
  writeFileSync(new URL(`${name}.md`, target), text);
  return { name, about, also };
});
writeFileSync(new URL('topics.json', target), `${JSON.stringify(list, null, 2)}\n`);
