import { describe, expect, it } from 'vitest';
import type { Choice } from '../../src/ports/prompter.js';
import { searchLines } from '../../src/ui/search.js';

const choices: readonly Choice[] = [
  { value: 'ins-aaaaaaa1', cells: ['shop-database-primary', 'ins-aaaaaaa1', '10.0.1.16', 'ap-beijing-3', 'running'] },
  { value: 'ins-aaaaaaa2', cells: ['shop-web', 'ins-aaaaaaa2', '10.0.1.17', 'ap-beijing-5', 'running'] },
  { value: 'ins-aaaaaaa3', cells: ['old', 'ins-aaaaaaa3', '10.0.1.18', ''], disabled: 'stopped' },
];
/** As on a narrow terminal, where the names are cut. */
const lines = choices.map(({ value, cells, disabled }) => ({
  value,
  name: `${cells[0]?.slice(0, 6)}…`,
  disabled: disabled === undefined ? false : ' ',
}));
const search = (term: string) => searchLines(term, choices, lines).map(({ value, name }) => value || name);

describe('a long list is searched', () => {
  it.each([
    ['', ['ins-aaaaaaa1', 'ins-aaaaaaa2', 'ins-aaaaaaa3']],
    ['primary', ['ins-aaaaaaa1']],
    ['SHOP', ['ins-aaaaaaa1', 'ins-aaaaaaa2']],
    ['beijing-5 web', ['ins-aaaaaaa2']],
    ['  web ', ['ins-aaaaaaa2']],
    ['１０.0.1.17', ['ins-aaaaaaa2']],
    ['aaaaaaa2', ['ins-aaaaaaa2']],
    ['nothing', []],
  ])('for %j, in what is cut off too', (term, values) => {
    expect(search(term)).toEqual(values);
  });

  it('says it where nothing that was found can be chosen', () => {
    expect(search('stopped')).toEqual(['none of these can be chosen:', 'ins-aaaaaaa3']);
    expect(searchLines('old', choices, lines).every(({ disabled }) => disabled !== false)).toBe(true);
  });
});
