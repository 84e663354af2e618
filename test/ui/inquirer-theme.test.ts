import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Chalk } from 'chalk';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../../src/messages/en/english.js';
import { speakIn } from '../../src/messages/language.js';
import { speak } from '../../src/messages/say.js';
import { inquirerTheme } from '../../src/ui/inquirer-theme.js';

afterEach(() => speak(english));

const plain = new Chalk({ level: 0 });
const inquirer = createRequire(createRequire(import.meta.url).resolve('inquirer'));
const sourceOf = (prompt: string) => readFileSync(inquirer.resolve(`@inquirer/${prompt}`), 'utf8');

describe('what inquirer says by itself', () => {
  /** The prompts that are used, and each word of theirs with the way by which it becomes Chinese. */
  it.each([
    ['search', 'No results found', '> 没有匹配项'],
    ['search', 'You must provide a valid value', '> 请输入有效的值'],
    ['input', 'You must provide a valid value', '> 请输入有效的值'],
    ['password', 'You must provide a valid value', '> 请输入有效的值'],
  ])('%s: %s is said in Chinese', async (prompt, words, said) => {
    expect(sourceOf(prompt)).toContain(`'${words}'`);
    expect(inquirerTheme(plain, true).style.error(words)).toBe(`> ${words}`);
    await speakIn('zh');
    expect(inquirerTheme(plain, true).style.error(words)).toBe(said);
  });

  it.each([
    ['confirm', 'theme.keywords.error('],
    ['select', 'theme.i18n.disabledError'],
    ['password', 'theme.style.maskedText'],
    ['select', 'theme.style.keysHelpTip('],
    ['search', 'theme.style.keysHelpTip('],
  ])('%s takes %s from the theme', (prompt, use) => {
    expect(sourceOf(prompt)).toContain(use);
  });

  it('names the keys, and leaves y and n as they are', async () => {
    await speakIn('zh');
    const { style, keywords, i18n } = inquirerTheme(plain, true);
    const keys = [
      ['↑↓', 'navigate'],
      ['⏎', 'select'],
    ] as const;
    expect(style.keysHelpTip(keys)).toBe('↑↓ 移动 • ⏎ 选择 • esc 返回 • ctrl-c 退出');
    expect(keywords).toMatchObject({ yes: 'y', no: 'n' });
    expect(keywords.error()).toBe('请回答 y 或 n');
    expect(i18n.disabledError).toBe('该项不可选。');
    expect(style.maskedText).toBe('[输入内容不显示]');
  });
});
