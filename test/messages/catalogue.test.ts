import { describe, expect, it } from 'vitest';
import { terms } from '../../src/help/glossary.js';
import { english } from '../../src/messages/en/english.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import { englishWords } from './language.js';

type Sentence = string | ((parameters: never) => string);

/** Every sentence of a catalogue, by its path in it. */
function sentencesOf(catalogue: object, path = ''): readonly (readonly [string, Sentence])[] {
  return Object.entries(catalogue).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? sentencesOf(value, `${path}${name}.`)
      : [[`${path}${name}`, value as Sentence] as const],
  );
}

/** Stands for the parameters of any sentence: each is the same text, a count where numbers are counted. */
function render(sentence: Sentence, text: string, count: number): string {
  if (typeof sentence === 'string') return sentence;
  const parameters = new Proxy({}, { get: (_, name) => (counts.has(String(name)) ? count : text) });
  return sentence(parameters as never);
}

const counts = new Set([
  'seconds',
  'hops',
  'line',
  'mebibytes',
  'count',
  'minutes',
  'limit',
  'uid',
  'gid',
  'bytes',
  'mtu',
  'otherMtu',
  'outage',
  'code',
  'checks',
  'ok',
  'errors',
  'warnings',
  'unproven',
]);
/** The names of a sentence's parameters, as it reads them. */
function parametersOf(sentence: Sentence): readonly string[] {
  if (typeof sentence === 'string') return [];
  const read = new Set<string>();
  const get = (_: object, name: string | symbol) => {
    read.add(String(name));
    return counts.has(String(name)) ? 2 : 'x';
  };
  sentence(new Proxy({}, { get }) as never);
  return [...read].sort();
}

const values = ['x', 'ins-aaaaaaa1', 'a-very-long-name-'.repeat(12), '名称', '数据库'.repeat(40)];
/** Chinese characters, and their punctuation. */
const han = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** How to change to the other language is said in that language. */
const others = ['language.switch'];
/** The same kind of thing in every language: a code of the language itself. */
const codes = ['language.code', 'report.language'];

describe.each([
  ['English', english],
  ['Chinese', chinese],
] as const)('the %s catalogue', (_, catalogue) => {
  it.each(sentencesOf(catalogue))('%s is a whole sentence whatever is put into it', (_path, sentence) => {
    for (const value of values) {
      for (const count of [0, 1, 2, 100_000]) {
        const text = render(sentence, value, count);
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
        expect(text.trim()).toBe(text);
        expect(text).not.toBe('');
      }
    }
  });
});

describe('the Chinese catalogue', () => {
  it('has no sentence in English, and the English one none in Chinese', () => {
    const untranslated = sentencesOf(chinese).filter(([, sentence]) => !han.test(render(sentence, 'x', 1)));
    expect(untranslated.map(([path]) => path)).toEqual([...codes, ...others].sort());
    const chineseOnes = sentencesOf(english).filter(([, sentence]) => /[\u3400-\u9fff]/.test(render(sentence, 'x', 1)));
    expect(chineseOnes.map(([path]) => path)).toEqual(others);
  });

  it('has a space between Chinese and Latin words, and Chinese punctuation between Chinese words', () => {
    for (const [path, sentence] of sentencesOf(chinese)) {
      for (const value of ['x1', '名称']) {
        const text = render(sentence, value, 7);
        expect(`${path}: ${text}`).not.toMatch(/[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]/);
        expect(`${path}: ${text}`).not.toMatch(/[\u3400-\u9fff][,;?!]|[\u3400-\u9fff]\.(?:\s|$)/);
      }
    }
  });

  it('uses the terms of the glossary, and no other words for them', () => {
    const others = terms.flatMap(({ zh, not }) => not.map((word) => [word, zh] as const));
    const found = sentencesOf(chinese).flatMap(([path, sentence]) => {
      const text = render(sentence, 'x', 7);
      const wrong = others.filter(([word]) => text.includes(word)).map(([word, zh]) => `${path}: ${zh}, not ${word}`);
      const formal = text.includes('您') ? [`${path}: without 您`] : [];
      // EIP alone is a key's name; the address is 弹性公网 IP (EIP) at most.
      return [...wrong, ...formal, ...(/(?<![（(\w-])EIP/.test(text) ? [`${path}: 弹性公网 IP, not EIP`] : [])];
    });
    expect(found).toEqual([]);
  });

  it('has no punctuation of ASCII beside a Chinese character, and no space beside a full-width sign', () => {
    const own = sentencesOf(chinese).filter(([path]) => !others.includes(path));
    const wrong = own.flatMap(([path, sentence]) =>
      ['x1', '名称', '/etc/x', '--flag', '10.0.1.1', '“x”'].flatMap((value) => {
        const text = render(sentence, value, 7);
        const found = [
          /[\u3400-\u9fff] ?[,;!?]|[,;!?] ?[\u3400-\u9fff]/,
          /[\u3400-\u9fff] ?:(?!\/)|[\u3400-\u9fff]\.(?:\s|$)/,
          /[\u3400-\u9fff] ?\((?!VIP|HAVIP|CAM|ENI|EIP|CVM|VPC|hold)|\) ?[\u3400-\u9fff]/,
          /[，。：；（）「」、] (?!→)|(?<![→…]) [，。：；（）、]/,
          /[\u3400-\u9fff][A-Za-z0-9$~/-]|[A-Za-z0-9][\u3400-\u9fff]/,
          /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/,
        ].find((pattern) => pattern.test(text));
        return found === undefined ? [] : [`${path}: ${text.match(found)?.[0]} in ${text}`];
      }),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('has no English words but names, whatever its parameters are', () => {
    const wrong = sentencesOf(chinese)
      .filter(([path]) => !others.includes(path))
      .flatMap(([path, sentence]) =>
        englishWords(render(sentence, '名称', 7)).map((word) => `${path}: ${word} in ${render(sentence, '名称', 7)}`),
      );
    expect(wrong).toEqual([]);
  });

  it('uses every parameter that the English one uses', () => {
    const inEnglish = new Map(sentencesOf(english).map(([path, sentence]) => [path, parametersOf(sentence)]));
    for (const [path, sentence] of sentencesOf(chinese)) {
      const used = parametersOf(sentence);
      expect([path, inEnglish.get(path)?.filter((name) => !used.includes(name))]).toEqual([path, []]);
    }
  });

  it('says as many things as the English one', () => {
    const paths = (catalogue: object) => sentencesOf(catalogue).map(([path]) => path);
    expect(paths(chinese)).toEqual(paths(english));
  });
});
