import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alsoLedBy, type FilledTopic, fillTopic } from '../../src/help/fill.js';
import { tables } from '../../src/help/tables.js';
import { manualFolder, topics } from '../../src/help/topics.js';
import { english } from '../../src/messages/en/english.js';
import { type Language, speakIn } from '../../src/messages/language.js';
import { speak } from '../../src/messages/say.js';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** The manual of a language: what people wrote (the topics without their tables, and the README), and the topics filled in. */
async function readManual(language: Language, other?: readonly FilledTopic[]) {
  const sources = topics.map((name) => ({ name, text: read(`src/help/${manualFolder(language)}${name}.md`) }));
  const readme = { name: 'README', text: read(language === 'en' ? 'README.md' : `src/help/${language}/README.md`) };
  await speakIn(language);
  try {
    const own = sources.map(({ name, text }) => fillTopic(name, text, tables));
    const filled = own.map((topic, index) => (other === undefined ? topic : alsoLedBy(topic, other[index] ?? topic)));
    const manual = sources.map(({ text }) => text).join('\n');
    return { language, sources, readme, pages: [...sources, readme], manual, filled };
  } finally {
    speak(english);
  }
}

export const inEnglish = await readManual('en');
export const inChinese = await readManual('zh', inEnglish.filled);
export const manuals = [inEnglish, inChinese];
