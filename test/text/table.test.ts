import { describe, expect, it } from 'vitest';
import { renderTable } from '../../src/text/table.js';
import { displayWidth } from '../../src/text/width.js';

const plain = (count: number) => Array.from({ length: count }, () => ({}));

it('keeps columns straight whatever the width of their characters', () => {
  const rows = [
    ['数据库主机', 'ins-1'],
    ['db', 'ins-2'],
    ['é́👩‍👩‍👧', 'ins-3'],
  ];
  const lines = renderTable(plain(2), rows, { width: 80 });
  expect(new Set(lines.map((line) => displayWidth(line)))).toEqual(new Set([17]));
});

it('cuts names before ids, and never a wide character in two', () => {
  expect(renderTable(plain(2), [['数据库主机主机', 'ins-aaaaaaa1']], { width: 24 })).toEqual([
    '数据库主… ins-aaaaaaa1'.replace('… ', '…   '),
  ]);
});

const instances = [
  ['a name that is long enough', 'ins-aaaaaaa1', '10.0.1.16', 'ap-beijing-3', 'running', '(other subnet)'],
  ['b', 'ins-aaaaaaa2', '192.168.101.117', 'ap-guangzhou-3', 'running', ''],
];

it.each([20, 40, 60, 80])('fits %d columns', (width) => {
  for (const line of renderTable(plain(6), instances, { width })) expect(displayWidth(line)).toBeLessThanOrEqual(width);
});

it.each([50, 60, 80])('shows ids and addresses whole at %d columns', (width) => {
  const text = renderTable(plain(6), instances, { width, indent: 2 }).join('\n');
  for (const whole of ['ins-aaaaaaa1 ', 'ins-aaaaaaa2 ', '10.0.1.16 ', '192.168.101.117 '])
    expect(text).toContain(whole);
});

it('cuts a cell behind the id or address in it', () => {
  const rows = [
    ['10.0.1.100', 'on eni-aaaaaaa1 already, named something'],
    ['none', 'no address'],
  ];
  expect(renderTable(plain(2), rows, { width: 28 })).toEqual([
    '10.0.1.100  on eni-aaaaaaa1…',
    'none        no address',
  ]);
});

it('shows what would steer the terminal as what it is', () => {
  expect(renderTable(plain(2), [['a\u001b[31mb\nc', 'x']], { width: 80 })).toEqual(['a\\x1b[31mb?c  x']);
});

describe('a head, alignment and what gives way', () => {
  const columns = [
    { title: 'drill' },
    { title: 'from → to', narrow: 'drop' },
    { title: 'runs', align: 'right' },
    { title: 'why', narrow: 'free' },
  ] as const;
  const rows = [
    ['crash', 'ins-aaaaaaa1 → ins-aaaaaaa2', '12', 'a reason'],
    ['graceful', 'ins-aaaaaaa2 → ins-aaaaaaa1', '3', ''],
  ];

  it('at full width', () => {
    expect(renderTable(columns, rows, { width: 80, indent: 2 })).toEqual([
      '  drill     from → to                    runs  why',
      '  crash     ins-aaaaaaa1 → ins-aaaaaaa2    12  a reason',
      '  graceful  ins-aaaaaaa2 → ins-aaaaaaa1     3',
    ]);
  });

  it('leaves out the column that may be, and lets the last one stand out', () => {
    expect(renderTable(columns, rows, { width: 24 })).toEqual([
      'drill     runs  why',
      'crash       12  a reason',
      'graceful     3',
    ]);
  });
});
