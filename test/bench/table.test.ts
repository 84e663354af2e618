import { expect, it } from 'vitest';
import { renderPart, replacePart } from './table.js';

const order = ['start', 'run', 'faults'];
const document = '# Tests\n\n<!-- bench: written by npm run bench -->\nold\n<!-- /bench -->\n\nAnd more.\n';
const row = { title: 'once more', unit: 's', ours: 1.234, beside: 'Ansible 6.4 s', atMost: { value: 1.3 } } as const;

it('writes a row: the figure, what it stands beside, and what it may be at most', () => {
  expect(renderPart('run', 'median of 3', [row])).toEqual([
    '| **run**: median of 3 | | | |',
    '| once more | 1.23 s | Ansible 6.4 s | 1.30 s |',
  ]);
});

it('shows what was missed, what failed, and nothing that would end a cell', () => {
  const late = { ...row, ours: 12.34, note: '(2)' };
  const failed = { ...row, ours: undefined, broken: 'no | answer\nat all' };
  expect(renderPart('run', '', [late, failed]).slice(1)).toEqual([
    '| once more | **12.3 s (2)**, missed: more than 1.30 s | Ansible 6.4 s | 1.30 s |',
    '| once more | **failed**, missed: no \\| answer at all | Ansible 6.4 s | 1.30 s |',
  ]);
});

it("replaces a part's own rows alone, whichever is measured first, and nothing outside the marks", () => {
  const part = (name: string, about: string) => renderPart(name, about, [row]);
  const all = ['faults', 'start', 'run'].reduce(
    (text, name) => replacePart(text, name, part(name, 'first'), order),
    document,
  );
  const again = replacePart(all, 'run', part('run', 'second'), order);
  const heads = again.split('\n').filter((line) => line.startsWith('| **'));
  expect(heads).toEqual(['start', 'run', 'faults'].map((name) => part(name, name === 'run' ? 'second' : 'first')[0]));
  expect(again.match(/once more/g)).toHaveLength(3);
  expect(again.startsWith('# Tests\n\n<!-- bench')).toBe(true);
  expect(again.endsWith('<!-- /bench -->\n\nAnd more.\n')).toBe(true);
  expect(again).not.toContain('old');
});

it('says so where a document has no marks', () => {
  expect(() => replacePart('# Tests\n', 'run', [], order)).toThrow('no table between');
});
