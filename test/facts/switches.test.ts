import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSwitch, switchesFact } from '../../src/facts/switches.js';

const line = (values: object) =>
  `[2026-11-22 21:10:40] [pid1370] switch ${JSON.stringify({
    ...{ from: 'eni-labnode1', to: 'eni-labnode2', code: 'became-master', why: 'became MASTER' },
    ...{ detectedMs: 1_000_000, acceptedMs: 1_000_300, landedMs: 1_002_430, outageMs: 0, ...values },
  })}`;
const switched = {
  ...{ at: '2026-11-22 21:10:40', atMs: 1_002_430, from: 'eni-labnode1', code: 'became-master' },
  ...{ sinceMasterSeconds: 2.4, outageSeconds: 0 },
};

test.each([
  ['the old owner served on', {}, switched],
  ['nobody served for a while', { outageMs: 5600 }, { ...switched, outageSeconds: 5.6 }],
  ['a VIP that was called back', { code: 'foreign-eni' }, { ...switched, code: 'foreign-eni' }],
])('%s', (_, values, wanted) => {
  expect(parseSwitch(line(values))).toEqual([wanted]);
});

test('a VIP that was on no ENI', () => {
  const [found] = parseSwitch(line({ from: null, code: 'no-eni' }));
  expect(found).not.toHaveProperty('from');
});

test.each([
  '',
  '[2026-11-22 21:10:40] [pid1370] healthy again',
  '[2026-11-22 21:10:40] [pid1370] the VIP has landed here from eni-labnode1, 2.4 s after MASTER',
  '[2026-11-22 21:10:40] [pid1370] switch {"from": "eni-lab',
  '[2026-11-22 21:10:40] [pid1370] switch {"from": 5}',
])('any other line: %j', (text) => {
  expect(parseSwitch(text)).toEqual([]);
});

test('a VIP that was announced while no record could be read: when, and not for how long nobody served', () => {
  const text = line({ landedMs: null, outageMs: null }).replace('] switch {', '] announced {');
  const { outageSeconds: _, ...rest } = switched;
  expect(parseSwitch(text)).toEqual([{ ...rest, atMs: 1_000_300, sinceMasterSeconds: 0.3 }]);
});

test('a host finds both kinds in its log, and in the one before it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switches-'));
  try {
    const log = join(folder, 'keepalived.log');
    writeFileSync(`${log}.1`, `${line({})}\n`);
    writeFileSync(
      log,
      `${line({ landedMs: null, outageMs: null }).replace('] switch {', '] announced {')}\nhealthy again\n`,
    );
    const [program, flag, script = '', name = '', , count = ''] = switchesFact.argv;
    const stdout = execFileSync(program, [flag ?? '', script, name, log, count], { encoding: 'utf8' });
    expect(switchesFact.parse({ code: 0, stdout, stderr: '' }).map(({ atMs }) => atMs)).toEqual([1_002_430, 1_000_300]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
