import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../../src/messages/en/english.js';
import { chooseLanguage, speakIn } from '../../src/messages/language.js';
import { say, speak } from '../../src/messages/say.js';
import { displayWidth } from '../../src/text/width.js';
import { describeWith } from '../needs-programs.js';

afterEach(() => speak(english));

type Variables = Readonly<Record<string, string>>;

describe('the language of a run', () => {
  it.each<readonly [string, readonly string[], Variables, 'zh' | 'en']>([
    ['English where nothing is said', [], {}, 'en'],
    ['--lang before all else', ['--lang', 'en'], { HA_SETUP_LANG: 'zh', LC_ALL: 'zh_CN.UTF-8' }, 'en'],
    ['--lang=zh', ['--lang=zh'], { HA_SETUP_LANG: 'en' }, 'zh'],
    ['--lang after a command', ['plan', '--lang', 'zh'], {}, 'zh'],
    ['the last --lang', ['--lang', 'zh', 'plan', '--lang=en'], {}, 'en'],
    ['no --lang after --', ['--', '--lang', 'zh'], {}, 'en'],
    ['the variables after a wrong --lang', ['--lang', 'fr'], { HA_SETUP_LANG: 'zh' }, 'zh'],
    ['the variables after a --lang of nothing', ['--lang'], { LANG: 'zh_CN' }, 'zh'],
    ['HA_SETUP_LANG before the locale', [], { HA_SETUP_LANG: 'en', LC_ALL: 'zh_CN.UTF-8' }, 'en'],
    ['HA_SETUP_LANG written as a locale', [], { HA_SETUP_LANG: 'zh_CN.UTF-8' }, 'zh'],
    ['the locale after an empty HA_SETUP_LANG', [], { HA_SETUP_LANG: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
    ['LC_ALL before LC_MESSAGES', [], { LC_ALL: 'en_GB.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'en'],
    ['LC_MESSAGES before LANG', [], { LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'de_DE.UTF-8' }, 'zh'],
    ['LANG after empty ones', [], { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_TW.Big5' }, 'zh'],
    ['C before LANG', [], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['POSIX', [], { LC_MESSAGES: 'POSIX', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['a language that is not here', [], { LANG: 'ja_JP.UTF-8' }, 'en'],
    ['no word that only begins like it', [], { LANG: 'zha_CN' }, 'en'],
    ['zh-Hans', [], { LANG: 'zh-Hans' }, 'zh'],
  ])('is %s', (_, argv, env, language) => {
    expect(chooseLanguage(argv, env)).toEqual({ language });
  });

  it('names a value of HA_SETUP_LANG that it does not know, and takes the locale for saying so', () => {
    expect(chooseLanguage([], { HA_SETUP_LANG: 'fr', LANG: 'zh_CN.UTF-8' })).toEqual({ language: 'zh', unknown: 'fr' });
    expect(chooseLanguage(['--lang', 'en'], { HA_SETUP_LANG: 'fr' })).toEqual({ language: 'en' });
  });

  it('is what is spoken', async () => {
    await speakIn('zh');
    expect(say.language.code).toBe('zh');
    expect(say.cli.common.lang).toMatch(/^语言/);
  });

  it('says in the other language how to have that, in a line of at most 60 columns', async () => {
    const command = 'node node_modules/.bin/ha-setup --lang zh';
    expect(say.language.switch({ command })).toBe(`切换为中文：${command}`);
    expect(displayWidth(say.language.switch({ command }))).toBeLessThanOrEqual(60);
    await speakIn('zh');
    expect(say.language.switch({ command })).toBe(`for English: ${command}`);
  });
});

/** Prints what the C library takes for the locale of messages in each environment. */
const asksSystem = `
import json, locale, os, sys
for env in json.load(sys.stdin):
    for name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
        os.environ.pop(name, None)
    os.environ.update(env)
    print(locale.setlocale(locale.LC_MESSAGES, ''))`;

describeWith('python3', 'the order of the locale variables', () => {
  it('is that of the C library, whichever of them are absent, empty or set', () => {
    const values = [undefined, '', 'C', 'C.UTF-8'] as const;
    const environments = values.flatMap((all) =>
      values.flatMap((messages) => values.map((lang) => ({ LC_ALL: all, LC_MESSAGES: messages, LANG: lang }))),
    );
    const said = execFileSync('python3', ['-c', asksSystem], { encoding: 'utf8', input: JSON.stringify(environments) });
    // C.UTF-8 stands for Chinese, which the system may not have.
    const ours = environments.map((env) => {
      const chinese = Object.entries(env).map(([name, value]) => [name, value?.replace('C.UTF-8', 'zh_CN.UTF-8')]);
      return chooseLanguage([], Object.fromEntries(chinese)).language;
    });
    expect(ours).toEqual(
      said
        .trim()
        .split('\n')
        .map((locale) => (locale === 'C.UTF-8' ? 'zh' : 'en')),
    );
    expect(new Set(ours).size).toBe(2);
  });
});
