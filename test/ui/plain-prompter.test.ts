import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { back, type Choice, type ChooseQuestion } from '../../src/ports/prompter.js';
import { PlainPrompter } from '../../src/ui/plain-prompter.js';

const zones = ['ap-beijing-3', 'ap-beijing-5'];
/** As the account of a large company has them: every third one is in another subnet. */
const instances: readonly Choice[] = Array.from({ length: 63 }, (_, index) => {
  const id = `ins-aaaaaa${String(index + 1).padStart(2, '0')}`;
  const cells = [`production-database-of-the-shop-${index + 1}`, id, `10.0.1.${index + 10}`, zones[index % 2] ?? ''];
  return { value: id, cells, ...(index % 3 === 0 && { disabled: 'another subnet' }) };
});
const question = { message: 'Which instance?', choices: instances, canGoBack: true };

/** Answers line by line, each once it is asked for; everything that was shown. */
async function choose(asked: ChooseQuestion, ...lines: readonly string[]) {
  const [input, output] = [new PassThrough(), Object.assign(new PassThrough(), { columns: 60 })];
  let shown = '';
  const left = [...lines];
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (text.endsWith(': ')) setImmediate(() => input.write(`${left.shift() ?? ''}\n`));
  });
  const streams = [input, output] as unknown as ConstructorParameters<typeof PlainPrompter>;
  const answer = await new PlainPrompter(...streams).choose(asked);
  return { answer, shown, unread: left };
}

it('a long list shows what can be chosen first, whole ids, and how to search', async () => {
  const { answer, shown } = await choose(question, '2');
  const lines = shown.split('\n').filter((line) => /^ {2}\d+\)/.test(line));
  expect(lines).toHaveLength(15);
  for (const line of lines) expect(line).toMatch(/ ins-aaaaaa\d\d {2}10\.0\.1\.\d+/);
  for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  expect(shown).not.toContain('another subnet');
  expect(shown).toContain('… and 48 more: type a part of the name, id or address');
  expect(shown).toContain('Number, or a word to search');
  expect(answer).toBe('ins-aaaaaa03');
});

it('is searched by words, and the one that is found is the next answer', async () => {
  const { answer, shown } = await choose(question, 'shop 10.0.1.60', '');
  expect(shown).toMatch(/ {2}34\) +product… +ins-aaaaaa51 {2}10\.0\.1\.60/m);
  expect(answer).toBe('ins-aaaaaa51');
});

it('several that are found keep their numbers', async () => {
  const { answer, shown } = await choose(question, 'beijing-5 10.0.1.5', '28');
  // The fifteen of the beginning, and these.
  const found = shown.split('\n').filter((line) => / {2}\d+\) /.test(line));
  expect(found.slice(15).map((line) => /(\d+)\).*(10\.\S+)/.exec(line)?.slice(1))).toEqual([
    ['28', '10.0.1.51'],
    ['29', '10.0.1.53'],
    ['32', '10.0.1.57'],
    ['33', '10.0.1.59'],
  ]);
  expect(answer).toBe('ins-aaaaaa42');
});

it('what cannot be chosen is found too, and says why not', async () => {
  const { answer, shown } = await choose(question, 'ins-aaaaaa01', '4oo4', '1', '<');
  expect(shown).toContain('that cannot be chosen: another subnet');
  expect(shown).toContain('nothing here has "4oo4"');
  expect(answer).toBe('ins-aaaaaa02');
});

it('a short list is as it always was', async () => {
  const { shown, answer } = await choose({ ...question, choices: instances.slice(0, 4) }, '5', '1', '<');
  expect(shown).toMatch(/^ {2}- +product… +ins-aaaaaa01/m);
  expect(shown).toContain('no such number');
  expect(shown).toContain('that cannot be chosen: another subnet');
  expect(shown).not.toContain('search');
  expect(answer).toBe(back);
});
