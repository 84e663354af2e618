import { describe, expect, it } from 'vitest';
import { fillTopic } from '../../src/help/fill.js';
import { layOutEntries } from '../../src/help/lay-out.js';

const tables = { codes: () => [{ term: '0', text: 'done' }] };

describe('a topic', () => {
  it('has its tables filled in, and its marks taken out', () => {
    const source = '# codes: what they mean\n<!-- also: exit status -->\n\n<!-- table: codes -->\n\nThat is all.\n';
    expect(fillTopic('codes', source, tables)).toEqual({
      name: 'codes',
      about: 'what they mean',
      also: ['exit', 'status'],
      text: '# codes: what they mean\n\n    0  done\n\nThat is all.\n',
    });
  });

  it.each([
    ['another name', '# other: what\n', 'codes.md does not begin with "# codes: …"'],
    ['a table that nobody makes', '# codes: what\n\n<!-- table: nothing -->\n', 'codes.md: there is no table nothing'],
  ])('with %s fails the build', (_, source, message) => {
    expect(() => fillTopic('codes', source, tables)).toThrow(message);
  });
});

describe('a table', () => {
  it('keeps to 78 columns, and gives a long term lines of its own', () => {
    const text = 'word '.repeat(30).trim();
    const lines = layOutEntries([
      { term: 'short', text },
      { term: 'a.term.that.is.longer.than.any', text: 'what' },
    ]).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(lines.join(' ').match(/word/g)).toHaveLength(30);
    expect(layOutEntries([{ term: 'Some.Code, '.repeat(9), text: 'what' }]).split('\n')).toHaveLength(3);
    expect(lines.slice(-2)).toEqual(['    a.term.that.is.longer.than.any', `${' '.repeat(28)}what`]);
  });
});
