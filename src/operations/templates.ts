import { readdirSync, readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import ejs from 'ejs';
import type { Language } from '../messages/language.js';
import { packageFolder } from '../root.js';
import { joinModules } from './join-modules.js';

const templates = pathToFileURL(`${packageFolder}/templates/`);

/** The hooks' source, one subject a module; vip.py is what they are joined into. */
const modules = new URL('./etc/keepalived/vip/', templates);

/** A file that is the same on every host, by its path there. */
export function readTemplate(path: string, suffix = ''): string {
  return readFileSync(new URL(`.${path}${suffix}`, templates), 'utf8');
}

/** The module with the hooks' sentences in each language. */
const messages: Readonly<Record<Language, string>> = { en: 'messages.py', zh: 'messages_zh.py' };

/** vip.py, from its modules; it speaks one language. */
export function renderHooks(language: Language): string {
  const read = (file: string) => readFileSync(new URL(file, modules), 'utf8');
  const others = moduleFiles().filter((file) => !Object.values(messages).includes(file));
  const texts = others.map((file) => [file.replace(/\.py$/, ''), read(file)]);
  return joinModules({ ...Object.fromEntries(texts), messages: read(messages[language]) });
}

/** The hooks' own health check as one text that needs no other module, for trying it where they do not run yet. */
export function healthSource(language: Language): string {
  const names = [messages[language], 'say.py', 'programs.py', 'health.py'];
  const texts = names.map((name) => readFileSync(new URL(name, modules), 'utf8'));
  const source = texts.join('\n').replace(/^from vip\..*\n/gm, '');
  // It goes through a command line, which an old Python reads by the locale.
  return source.replace(/[^\p{ASCII}]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Renders a template as plain text. A name that the model does not have is a ReferenceError of EJS's own; a value that is
 * undefined would come out as a blank, so it is refused here.
 */
export function renderTemplate(path: string, model: Readonly<Record<string, unknown>>): string {
  const blank = Object.keys(model).find((key) => model[key] === undefined);
  if (blank !== undefined) throw new Error(`${path}: ${blank} is undefined`);
  return ejs.render(readTemplate(path, '.ejs'), { ...model }, { escape: String });
}

/** When the templates of these paths, or the hooks' modules, last changed, epoch ms. */
export function changedAtMs(paths: readonly string[]): number {
  const files = [
    ...paths.map((path) => new URL(`.${path}`, templates)),
    ...moduleFiles().map((file) => new URL(file, modules)),
  ];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

function moduleFiles(): readonly string[] {
  return readdirSync(modules)
    .filter((file) => file.endsWith('.py'))
    .sort();
}
