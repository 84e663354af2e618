import { describe, expect, it } from 'vitest';
import { logsResult } from '../../src/cluster/logs-result.js';
import { toSpec } from '../../src/cluster/spec.js';
import { HostError } from '../../src/errors.js';
import type { HostLog, LogRecord, StateRecord } from '../../src/facts/log-records.js';
import { formatHistory } from '../../src/pair/history/format.js';
import { type Logged, toHistory } from '../../src/pair/history/history.js';
import { answers, as } from '../fakes/view.js';

const [a, b] = ['ins-aaaaaaa1', 'ins-aaaaaaa2'] as const;
const [eniA, eniB] = ['eni-aaaaaaa1', 'eni-aaaaaaa2'] as const;
/** A night in November. */
const night = Date.parse('2026-11-22T03:12:00.000Z');

const standby: Omit<StateRecord, 'ms'> = {
  ...{ kind: 'state', role: 'BACKUP', nic: false, owner: 'peer', faults: {}, api: null, heard: true },
};
const active: Omit<StateRecord, 'ms'> = { ...standby, role: 'MASTER', nic: true, owner: 'self', heard: false };
const at = (seconds: number, state: Omit<StateRecord, 'ms'>): StateRecord => ({ ...state, ms: night + seconds * 1000 });

/** B takes the VIP from A: it becomes MASTER after 4 s, and the VIP lands after 7. */
const taken = (outageMs = 0, code = 'became-master'): LogRecord => ({
  ...{ kind: 'switch', from: eniA, to: eniB, code, outageMs },
  ...{ detectedMs: night + 4000, acceptedMs: night + 4200, landedMs: night + 7000 },
});

const shift = (ms: number, record: LogRecord): LogRecord =>
  record.kind === 'switch'
    ? {
        ...record,
        ...{ detectedMs: record.detectedMs + ms, landedMs: record.landedMs === null ? null : record.landedMs + ms },
        acceptedMs: (record.acceptedMs ?? 0) + ms,
      }
    : { ...record, ms: record.ms + ms };

const settings = (self: 1 | 2) => {
  const endpoint = (number: 1 | 2) => ({
    instance: `ins-aaaaaaa${number}`,
    eni: `eni-aaaaaaa${number}`,
    ip: '10.0.1.1',
  });
  return { cluster: 'web', vip: '10.0.1.100', self: endpoint(self), peer: endpoint(self === 1 ? 2 : 1) };
};

/** The logs of both hosts, each by its own clock. */
function logged(
  ofA: readonly LogRecord[],
  ofB: readonly LogRecord[],
  offsets: readonly [number, number] = [0, 0],
): Logged {
  const log = (self: 1 | 2, records: readonly LogRecord[], clockOffsetMs: number): HostLog => ({
    records: records.map((record) => shift(clockOffsetMs, record)),
    clockOffsetMs,
    settings: settings(self),
  });
  return {
    spec: toSpec(answers),
    atMs: night + 3_600_000,
    hosts: { a: { known: log(1, ofA, offsets[0]) }, b: { known: log(2, ofB, offsets[1]) } },
  };
}

const causeOf = (ofA: readonly LogRecord[], move: LogRecord, more: object = {}) => {
  const pair = logged(ofA, [move]);
  return toHistory({ ...pair, spec: { ...pair.spec, ...more } }, {}).switches[0]?.cause;
};

describe('the cause of a switch', () => {
  const begin = at(-600, { ...active, started: 50_000 });
  it.each([
    ['keepalived was stopped', [begin, at(3, { ...active, role: 'STOP' })], taken(), { code: 'stopped', where: a }],
    ['it was killed', [begin, at(3, { ...active, role: 'unknown' })], taken(), { code: 'died', where: a }],
    [
      'its health check failed',
      [begin, at(1, { ...active, faults: { unhealthy: 'tcp 3306: refused' } }), at(3, { ...standby, role: 'FAULT' })],
      taken(),
      { code: 'kept-out', where: a, reason: 'unhealthy', why: 'tcp 3306: refused' },
    ],
    [
      'a person held it',
      [begin, at(1, { ...active, faults: { held: 'by root on op' } })],
      taken(),
      { code: 'kept-out', where: a, reason: 'held', why: 'by root on op' },
    ],
    ['it booted', [begin, at(60, { ...standby, started: 21 })], taken(5600), { code: 'restarted', where: a }],
    ['it said nothing any more', [begin], taken(5600), { code: 'silent', where: a }],
    ['it was cut off, and served on', [begin], taken(), { code: 'unrecorded', where: a }],
    ['the VIP was on a third ENI', [begin], taken(2000, 'foreign-eni'), { code: 'foreign-eni', where: b }],
    ['the VIP was on no ENI', [begin], taken(2000, 'no-eni'), { code: 'no-eni', where: b }],
    ['it was moved to a dead host', [begin], taken(2000, 'dead-peer'), { code: 'dead-peer', where: a }],
    ['it was moved to a host in maintenance', [begin], taken(2000, 'idle-peer'), { code: 'idle-peer', where: a }],
    [
      'what is long past does not count',
      [at(-900, { ...active, started: 50_000 }), at(-600, { ...active, role: 'STOP' }), at(-500, active)],
      taken(),
      { code: 'unrecorded', where: a },
    ],
  ] as const)('%s', (_, ofA, move, cause) => {
    expect(causeOf(ofA, move)).toEqual(cause);
  });

  it('of an announcement is with the other host, although nothing tells who had the VIP', () => {
    const announced = { ...taken(), from: null, landedMs: null, outageMs: null } as LogRecord;
    const stopped = [begin, at(3, { ...active, owner: 'unknown', role: 'STOP' })];
    expect(causeOf(stopped, announced)).toEqual({ code: 'stopped', where: a });
  });

  it('the preferred node is back', () => {
    expect(causeOf([begin], taken(), { mode: 'preferred', preferred: b })).toEqual({ code: 'failback', where: b });
  });

  it('somebody else moved it', () => {
    const moved: LogRecord = { kind: 'moved', ms: night, from: eniA, to: eniB };
    expect(causeOf([begin], moved)).toEqual({ code: 'somebody-else', where: a });
  });
});

describe('one timeline of both hosts', () => {
  const ofA = [at(-600, { ...active, started: 50_000 }), at(3, { ...active, role: 'STOP' }), at(9, standby)];
  const ofB = [
    at(-600, { ...standby, started: 40_000 }),
    at(4, { ...standby, role: 'MASTER', heard: false }),
    taken(),
    at(7, { ...active }),
  ];
  const order = (pair: Logged) =>
    toHistory(pair, { last: 5 }).events.map(({ where, kind }) => `${where.at(-1)} ${kind}`);
  const wanted = [
    ...['1 role', '2 role', '2 detected', '2 accepted', '2 landed', '2 nic-on', '2 owner'],
    ...['1 role', '1 nic-off', '1 owner'],
  ];

  it('is in order although a clock is off', () => {
    expect(order(logged(ofA, ofB))).toEqual(wanted);
    expect(order(logged(ofA, ofB, [90_000, -30_000]))).toEqual(wanted);
    const [one] = toHistory(logged(ofA, ofB, [90_000, -30_000]), {}).switches;
    expect(one).toMatchObject({ at: '2026-11-22T03:12:07.000Z', from: a, to: b, outageMs: 0 });
  });

  it('keeps to the last switches, or to a time', () => {
    const later = [...ofB, ...ofB.slice(1).map((record) => shift(600_000, record))];
    expect(toHistory(logged(ofA, later), { last: 1 }).switches).toHaveLength(1);
    expect(toHistory(logged(ofA, later), { last: 1 }).events.every(({ at: one }) => one > '2026-11-22T03:20')).toBe(
      true,
    );
    const since = toHistory(logged(ofA, later), { sinceMs: night + 60_000 });
    expect(since.switches).toHaveLength(1);
    expect(toHistory(logged(ofA, later), { sinceMs: 0 }).events.length).toBeGreaterThan(wanted.length * 1.5);
  });

  it('is what the schema says', () => {
    const history = toHistory(logged(ofA, ofB), { sinceMs: night - 3_600_000 });
    expect(logsResult.parse(JSON.parse(JSON.stringify(history)))).toEqual(history);
  });

  it('tells it as a person reads it after a night call', () => {
    const text = formatHistory(toHistory(logged(ofA, ofB, [90_000, 0]), { last: 5 })).map((line) => line.text);
    expect(text.join('\n')).toBe(`web: 1 switch, no outage
  the clock of ins-aaaaaaa1 is 90.0 s ahead of this machine's; times below are this machine's

2026-11-22 03:12:07 UTC  ins-aaaaaaa1 → ins-aaaaaaa2, no outage
  cause: keepalived was stopped on ins-aaaaaaa1
  03:12:03.0  ins-aaaaaaa1  VRRP role MASTER → STOP
  03:12:04.0  ins-aaaaaaa2  VRRP role BACKUP → MASTER: no advert of the peer arrives
  03:12:04.0  ins-aaaaaaa2  became MASTER, and needs the VIP
  03:12:04.2  ins-aaaaaaa2  the move from ins-aaaaaaa1 is asked for
  03:12:07.0  ins-aaaaaaa2  the VIP landed here from ins-aaaaaaa1
  03:12:07.0  ins-aaaaaaa2  VIP put on the NIC
  03:12:07.0  ins-aaaaaaa2  cloud's record: the peer → this host
  03:12:09.0  ins-aaaaaaa1  VRRP role STOP → BACKUP
  03:12:09.0  ins-aaaaaaa1  VIP taken off the NIC
  03:12:09.0  ins-aaaaaaa1  cloud's record: this host → the peer`);
  });

  it('says what is missing where a host was not read, and what the other one knows of it', () => {
    const pair = logged([], [at(-600, { ...standby, started: 9 }), taken(5600)]);
    const failure = new HostError('unreachable', 'the host did not answer', { where: a });
    const history = toHistory({ ...pair, hosts: { ...pair.hosts, a: as({ failure }) } }, { last: 5 });
    expect(history.switches).toMatchObject([{ from: a, to: b, cause: { code: 'silent' } }]);
    const text = formatHistory(history).map((line) => line.text);
    expect(text.slice(0, 2)).toEqual([
      'web: 1 switch, nobody served for 5.6 s in all',
      '  ! ins-aaaaaaa1 was not read, and what it saw is missing: the host did not answer',
    ]);
  });

  it('tells of a move whose landing no record shows', () => {
    const unseen = { ...taken(), landedMs: null, outageMs: null } as LogRecord;
    const pair = logged([], [unseen]);
    expect(toHistory(pair, { last: 5 }).switches).toMatchObject([
      { at: new Date(night + 4200).toISOString(), from: a, to: b, outageMs: null },
    ]);
    expect(toHistory(pair, { last: 5 }).events.map(({ kind }) => kind)).toEqual(['detected', 'accepted']);
  });

  it('reads logs of hooks that wrote of switches alone', () => {
    const history = toHistory(logged([], [taken(5600)]), { last: 5 });
    expect(history.switches).toHaveLength(1);
    expect(history.events.map(({ kind }) => kind)).toEqual(['detected', 'accepted', 'landed']);
  });

  it('says that there is none', () => {
    const say = (window: object) => formatHistory(toHistory(logged([], []), window))[0]?.text;
    expect(say({ last: 5 })).toBe('web: no switch in any log that is left');
    expect(say({ sinceMs: night })).toBe('web: no switch since 2026-11-22 03:12:00 UTC');
  });
});
