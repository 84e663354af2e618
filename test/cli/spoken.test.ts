import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredCommands } from '../../src/cli/program.js';
import { layoutOf, spoken } from '../../src/cli/spoken.js';
import { english } from '../../src/messages/en/english.js';
import { speakIn } from '../../src/messages/language.js';
import { speak } from '../../src/messages/say.js';
import { displayWidth } from '../../src/text/width.js';

afterEach(() => speak(english));

const names = declaredCommands().map((command, index) => [command.name(), index] as const);

async function commandAt(index: number, language: 'zh' | 'en') {
  const [command] = declaredCommands().slice(index);
  if (command === undefined) throw new RangeError(`there is no command ${index}`);
  return spoken(command, await layoutOf(language)).exitOverride();
}

async function helpOf(index: number, width: number, language: 'zh' | 'en'): Promise<string> {
  const command = await commandAt(index, language);
  let said = '';
  command.configureOutput({
    writeOut: (text) => {
      said += text;
    },
    getOutHelpWidth: () => width,
  });
  if (index === 0) for (const other of declaredCommands().slice(1)) command.addCommand(other);
  command.outputHelp();
  return said;
}

/** What has no other name in Chinese: products, protocols, keys, quoted values. */
const untranslated = [
  ...['API', 'CAM', 'CAM', 'Ctrl-C', 'Debian', 'HAVIP', 'HTML', 'ID', 'IP', 'JSON', 'SDK', 'UTC', 'VIP'],
  ...['keepalived', 'ha-setup', 'shell', 'root', 'tccli', 'preferred', 'keep', 'zh', 'en', 'h', 'd'],
  ...['bash', 'fish', 'yaml', 'zsh', 'clusters', 'NO_COLOR', 'HA_SETUP_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'],
];

function foreignWords(text: string): readonly string[] {
  const own = declaredCommands().map((command) => command.name());
  const words = text.replace(/(?<![\w-])--?[A-Za-z][\w-]*/g, '').match(/[A-Za-z][\w-]*/g) ?? [];
  return words.filter((word) => ![...untranslated, ...own].includes(word));
}

describe('--help in Chinese', () => {
  beforeEach(() => speakIn('zh'));

  it.each(names)('%s has no English word', async (_, index) => {
    expect(foreignWords(await helpOf(index, 80, 'zh'))).toEqual([]);
  });

  it.each(names)('%s keeps within 60, 80 and 200 columns, its second column straight', async (_, index) => {
    for (const width of [60, 80, 200]) {
      const lines = (await helpOf(index, width, 'zh')).split('\n');
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
      const starts = lines.flatMap((line) => {
        const [, term = '', gap = ''] = /^ {2}(\S+(?: \S+)*)( {2,})\S/.exec(line) ?? [];
        return term === '' ? [] : [displayWidth(term) + gap.length];
      });
      expect(new Set(starts).size).toBe(1);
    }
  });
});

it.each(names)('%s --help has no Chinese word in English', async (_, index) => {
  expect(await helpOf(index, 80, 'en')).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
});

describe('a wrong command line', () => {
  const at = (name: string) => names.find(([one]) => one === name)?.[1] ?? -1;

  async function complain(name: string, argv: readonly string[], language: 'zh' | 'en'): Promise<string> {
    if (language === 'zh') await speakIn('zh');
    const command = await commandAt(at(name), language);
    let said = '';
    command.configureOutput({
      writeErr: (text) => {
        said += text;
      },
    });
    command.action(() => undefined);
    expect(() => command.parse(argv, { from: 'user' })).toThrow();
    return said;
  }

  it.each<readonly [string, readonly string[], string, string]>([
    ['verify', ['--xyz'], "error: unknown option '--xyz'\n", '错误：未知选项 --xyz\n'],
    [
      ...(['verify', ['--jso']] as const),
      ...([
        "error: unknown option '--jso'\n(Did you mean --json?)\n",
        '错误：未知选项 --jso\n（是否想输入 --json？）\n',
      ] as const),
    ],
    [
      ...(['switchover', ['--o']] as const),
      ...([
        "error: unknown option '--o'\n(Did you mean --to?)\n",
        '错误：未知选项 --o\n（是否想输入 --to？）\n',
      ] as const),
    ],
    [
      ...(['verify', ['--rounds']] as const),
      ...(["error: option '--rounds <n>' argument missing\n", '错误：选项 --rounds <数量> 缺少值\n'] as const),
    ],
    [
      ...(['verify', ['--rounds', '0']] as const),
      "error: option '--rounds <n>' argument '0' is invalid. It is a number from 1 to 1000.\n",
      "错误：选项 --rounds <数量> 的值 '0' 无效。应为 1 到 1000 的整数。\n",
    ],
    [
      ...(['plan', ['--lang', "f'r"]] as const),
      "error: option '--lang <language>' argument 'f'r' is invalid. Allowed choices are en, zh.\n",
      "错误：选项 --lang <语言> 的值 'f'r' 无效。可选值：en, zh。\n",
    ],
    ['completion', [], "error: missing required argument 'shell'\n", '错误：缺少必需的参数 shell 名称\n'],
    [
      ...(['completion', ['csh']] as const),
      "error: command-argument value 'csh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n",
      "错误：参数 shell 名称 的值 'csh' 无效。可选值：bash, zsh, fish。\n",
    ],
  ])('%s %j is told in both languages', async (name, argv, inEnglish, inChinese) => {
    expect(await complain(name, argv, 'en')).toBe(inEnglish);
    expect(await complain(name, argv, 'zh')).toBe(inChinese);
  });
});
