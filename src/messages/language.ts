import { type Messages, speak } from './say.js';

/** The language of this run is `say.language.code`. */
export type Language = Messages['language']['code'];

/** What --lang, HA_SETUP_LANG and the answers take. */
export const languages = ['en', 'zh'] as const satisfies readonly Language[];

type Variables = Readonly<Record<string, string | undefined>>;

export interface Choice {
  readonly language: Language;
  /** A value of HA_SETUP_LANG that names none of the languages. */
  readonly unknown?: string;
}

/**
 * The language of a run: --lang, else HA_SETUP_LANG, else the locale of messages, else English. Of LC_ALL, LC_MESSAGES and LANG
 * the first that is set and not empty decides, as POSIX has it (XBD, 8.2 Internationalization Variables).
 * A wrong word after --lang is left to whatever reads the command line.
 */
export function chooseLanguage(argv: readonly string[], env: Variables): Choice {
  const flag = findFlag(argv);
  if (flag !== undefined) return { language: flag };
  const { HA_SETUP_LANG: variable = '' } = env;
  const named = languageOf(variable);
  if (named !== undefined) return { language: named };
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const language = languageOf(locale) ?? 'en';
  return variable === '' ? { language } : { language, unknown: variable };
}

/** Speaks that language from now on. Chinese is loaded only here. */
export async function speakIn(language: Language): Promise<void> {
  if (language === 'zh') speak((await import('./zh/chinese.js')).chinese);
}

/** The last --lang on the command line, as the last of a flag counts. */
function findFlag(argv: readonly string[]): Language | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const given = words.flatMap((word, index) => {
    if (word === '--lang') return [words[index + 1]];
    return word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [];
  });
  return languages.find((language) => language === given.at(-1));
}

/** zh, zh_CN.UTF-8, zh-Hans and the like. */
function languageOf(name: string): Language | undefined {
  const word = name.toLowerCase().split(/[_.@-]/)[0];
  return languages.find((language) => language === word);
}
