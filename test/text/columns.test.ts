import { expect, it } from 'vitest';
import { displayWidth, layOut, truncate, wrap } from '../../src/text/columns.js';

it('keeps columns straight whatever the width of their characters', () => {
  const lines = layOut(
    [
      ['数据库主机', 'ins-1'],
      ['db', 'ins-2'],
      ['é́👩‍👩‍👧', 'ins-3'],
    ],
    80,
  );
  expect(new Set(lines.map((line) => displayWidth(line)))).toEqual(new Set([17]));
});

it('cuts names before ids, and never a wide character in two', () => {
  expect(layOut([['数据库主机主机', 'ins-aaaaaaa1']], 24)).toEqual(['数据库主… ins-aaaaaaa1'.replace('… ', '…   ')]);
  expect(truncate('数据库', 4)).toBe('数…');
  expect(truncate('abc', 3)).toBe('abc');
});

it.each([20, 40, 80])('fits %d columns', (width) => {
  const rows = [
    ['a name that is long enough', 'ins-aaaaaaa1', '10.0.1.16', 'ap-beijing-3', 'running', '(other subnet)'],
  ];
  for (const line of layOut(rows, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
});

it('shows what would steer the terminal as what it is', () => {
  expect(layOut([['a\u001b[31mb\nc', 'x']], 80)).toEqual(['a\\x1b[31mb?c  x']);
});

it('breaks prose between words', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
});
