import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { paths } from '../../src/cluster/names.js';
import { parseLogLine, readHostLog } from '../../src/facts/log-records.js';
import type { Argv, HostReader } from '../../src/ports/host.js';
import { localReader } from './local-reader.js';

const line = (kind: string, values: object) => `[2026-11-22 21:10:40] [pid1370] ${kind} ${JSON.stringify(values)}`;
const switched = (landedMs: number) =>
  line('switch', {
    ...{ from: 'eni-1', to: 'eni-2', code: 'became-master', why: 'became MASTER' },
    ...{ detectedMs: landedMs - 2430, acceptedMs: landedMs - 2130, landedMs, outageMs: 0 },
  });
const state = {
  ...{ ms: 5, role: 'MASTER', nic: true, owner: 'self', faults: {}, api: null, heard: false },
};

test.each([
  ['a switch', switched(5000), { kind: 'switch', landedMs: 5000, outageMs: 0 }],
  ['a move by somebody else', line('moved', { ms: 5, from: null, to: 'eni-3' }), { kind: 'moved', from: null }],
  ['a state', line('state', state), { kind: 'state', role: 'MASTER', faults: {} }],
  ['the first state of a process', line('state', { ...state, started: 9.5 }), { kind: 'state', started: 9.5 }],
  ['an owner that nobody knew yet', line('state', { ...state, owner: 'new' }), { kind: 'state', owner: 'unknown' }],
])('%s', (_, text, wanted) => {
  expect(parseLogLine(text)?.record).toMatchObject(wanted);
});

test.each([
  '',
  '[2026-11-22 21:10:40] [pid1370] healthy again',
  line('state', { ...state, role: 5 }),
  line('state', state).slice(0, -1),
  line('other', state),
  `MASTER, because: ${line('state', state)}`,
])('any other line: %j', (text) => {
  expect(parseLogLine(text)).toBeUndefined();
});

describe('the log and its rotated files, as a real shell reads them', () => {
  let folder = '';
  const write = (name: string, lines: readonly string[], daysOld: number) => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const at = Date.now() / 1000 - daysOld * 86_400;
    utimesSync(file, at, at);
    return file;
  };
  /** This machine, with the log where the test has put it. */
  const reader = (): HostReader => {
    const log = join(folder, 'keepalived.log');
    const move = (word: string) => word.replaceAll(paths.log, log);
    return {
      ...localReader,
      read: ([command, ...words]: Argv, options) => localReader.read([command, ...words.map(move)], options),
    };
  };
  const landed = async (sinceMs: number) => {
    const { records } = await readHostLog(reader(), () => Date.now(), sinceMs);
    return records.map((record) => (record.kind === 'switch' ? record.landedMs : record.kind));
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ha-setup-log-'));
    const oldest = write('keepalived.log.2', [switched(1), 'no record', switched(2)], 9);
    execFileSync('gzip', [oldest]);
    utimesSync(`${oldest}.gz`, Date.now() / 1000 - 9 * 86_400, Date.now() / 1000 - 9 * 86_400);
    // As logrotate names them with dateext, which is usual on some distributions.
    write('keepalived.log-20261122', [switched(3)], 4);
    write('keepalived.log', ['', switched(4), line('state', state)], 0);
    write('another.log', [switched(9)], 0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives all of them, the oldest first', async () => {
    expect(await landed(0)).toEqual([1, 2, 3, 4, 'state']);
  });

  it('leaves out what was not written to since then', async () => {
    expect(await landed(Date.now() - 5 * 86_400_000)).toEqual([3, 4, 'state']);
    expect(await landed(Date.now() - 60_000)).toEqual([4, 'state']);
  });

  it('compares the clock', async () => {
    const ahead = { ...reader(), read: reader().read };
    const { clockOffsetMs } = await readHostLog(ahead, () => Date.now() - 90_000, 0);
    expect(clockOffsetMs).toBeGreaterThan(89_000);
    expect(clockOffsetMs).toBeLessThan(91_000);
  });
});
