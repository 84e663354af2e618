import { describe, expect, it } from 'vitest';
import { alertRulesOf } from '../../src/help/alert-rules.js';
import { terms } from '../../src/help/glossary.js';
import { inChinese, inEnglish } from './manuals.js';

const han = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** Each page in both languages. */
const pages = inEnglish.pages.map(({ name, text }, index) => {
  const chinese = inChinese.pages[index];
  if (chinese?.name !== name) throw new Error(`${name} has no other language`);
  return [name, text, chinese.text] as const;
});

const headingsOf = (text: string) => withoutCode(text).match(/^#+(?= )/gm);
const fencesOf = (text: string) => [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)];
const withoutCode = (text: string) =>
  text
    .replace(/^```\w*\n.*?^```$/gms, '')
    .replace(/^ {4}.*$/gm, '')
    .replace(/<!--.*-->/g, '');

/** The rows of the indented blocks, as the cells that stand in columns; what goes on in the next line is left out. */
const rowsOf = (text: string) =>
  text
    .replace(/^```\w*\n.*?^```$/gms, '')
    .split('\n')
    .filter((line) => /^ {4}\S/.test(line))
    .map((line) => line.trim().split(/ {2,}/));

/** The code in sentences, which may go on in the next line. */
const spansOf = (text: string) =>
  [...withoutCode(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));

/** What people read as sentences: no code, and nothing that is quoted. */
const proseOf = (text: string) =>
  withoutCode(text)
    .replace(/`[^`\n]*`/g, '')
    .replace(/「[^」]*」/g, '')
    .replace(/\]\([^)]*\)/g, ']');

describe.each(pages)('%s in both languages', (_, english, chinese) => {
  it('has the same headings', () => {
    expect(headingsOf(chinese)).toEqual(headingsOf(english));
  });

  it('has the same code in sentences', () => {
    const there = new Set(spansOf(chinese));
    expect([...new Set(spansOf(english))].filter((code) => !there.has(code))).toEqual([]);
    const known = new Set(spansOf(english));
    expect([...there].filter((code) => !known.has(code))).toEqual([]);
  });

  it('has the same blocks of code, but for the comments', () => {
    // A block of no language is what a run shows.
    const bare = (text: string) =>
      fencesOf(text).map(([, kind, code = '']) => [
        kind,
        kind === '' ? code.split('\n').length : code.replace(/ *# .*$/gm, ''),
      ]);
    expect(bare(chinese)).toEqual(bare(english));
  });

  it('has the same rows in its indented blocks, but for what is said of them', () => {
    const [rows, others] = [rowsOf(chinese), rowsOf(english)];
    expect(rows).toHaveLength(others.length);
    const bare = (cell: string) => cell.replace(/# .*$/, '').trim();
    rows.forEach((cells, row) => {
      const same = cells.map((cell, at) => (han.test(bare(cell)) ? cell : (others[row]?.[at] ?? '')));
      expect(cells.map(bare)).toEqual(same.map(bare));
    });
  });
});

describe.each(inChinese.pages.map(({ name, text }) => [name, text] as const))('%s in Chinese', (_, text) => {
  it('has no sentence in English', () => {
    expect(proseOf(text).match(/(?:(?<![\w.-])[a-z]{2,}[ \n]+){3}/g)).toBeNull();
  });

  it('has a space between Chinese and Latin words, and Chinese punctuation', () => {
    const prose = withoutCode(text);
    expect(prose.match(/.{0,9}(?:[\u3400-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u3400-\u9fff]).{0,9}/g)).toBeNull();
    expect(proseOf(text).match(/.{0,9}[\u3400-\u9fff](?:[,;?!:](?!\/)|\.(?=\s|$)).{0,9}/g)).toBeNull();
  });

  it('uses the terms of the glossary', () => {
    const found = terms.flatMap(({ zh, not }) =>
      not.filter((word) => text.includes(word)).map((word) => `${zh}: ${word}`),
    );
    expect(found).toEqual([]);
    expect(text).not.toContain('您');
    expect(proseOf(text).match(/(?<![（(\w-])EIP/)).toBeNull();
  });
});

it('gives Prometheus the same rules', () => {
  const rules = [inEnglish, inChinese].map(({ filled }) =>
    alertRulesOf(filled.find(({ name }) => name === 'metrics')?.text ?? ''),
  );
  expect(rules[1]).toBe(rules[0]);
});

it('leads from each README to the other one', () => {
  expect(inEnglish.readme.text.split('\n')[0]).toContain('(src/help/zh/README.md)');
  expect(inChinese.readme.text).toContain('(../../../README.md)');
});

it('has a title in Chinese for each topic', () => {
  expect(inChinese.filled.filter(({ about }) => !han.test(about))).toEqual([]);
});
