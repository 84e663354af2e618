import { expect, test } from 'vitest';
import { statusResult } from '../../src/cluster/status-result.js';
import { HostError } from '../../src/errors.js';
import type { Glance } from '../../src/facts/glance.js';
import { formatStatus } from '../../src/pair/format-status.js';
import { type Glanced, toStatus } from '../../src/pair/status.js';
import { healthyPair } from '../fakes/pair.js';

const atMs = Date.parse('2026-11-22T21:00:00Z');

function glanced(changes: Partial<Glance> = {}): Glanced {
  const { spec, cloud, topology, hosts } = healthyPair();
  if (!('known' in hosts.a && 'known' in hosts.b) || topology === undefined) throw new Error('the fixture is not well');
  const b: Glance = { ...hosts.b.known, ...changes };
  return { spec, cloud, topology, hosts: { a: { known: hosts.a.known }, b: { known: b } }, atMs };
}

const text = (one: Glanced) => formatStatus(toStatus(one)).map((line) => line.text);

test('a healthy pair fits a screen of 80 columns', () => {
  const lines = text(glanced());
  expect(lines[0]).toBe('web: well, 2026-11-22 21:00:00 UTC');
  expect(lines.length).toBeLessThan(12);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  expect(statusResult.parse(toStatus(glanced()))).toMatchObject({ healthy: true, owner: 'ins-aaaaaaa1', problems: [] });
});

test('on 60 columns the table keeps ids and addresses whole', () => {
  const table = formatStatus(toStatus(glanced()), 60).filter(({ text }) => /^ {2}[* ]? +(host|ins-)/.test(text));
  expect(table.length).toBe(3);
  for (const { text } of table) expect(text.length).toBeLessThanOrEqual(60);
  for (const [index, host] of ['ins-aaaaaaa1 10.0.1.16 ', 'ins-aaaaaaa2 10.0.1.17 '].entries())
    expect(table[index + 1]?.text).toContain(host);
});

test('a host that is held is named with the reason', () => {
  const lines = text(glanced({ watch: { state: 'running', faults: { held: 'by root on op' } } }));
  expect(lines[0]).toContain('web: one problem');
  expect(lines).toContain('  ! ins-aaaaaaa2: held (by root on op)');
});

test('a host without hooks is not fit', () => {
  const lines = text(glanced({ watch: { state: 'gone', faults: {} } }));
  expect(lines.find((line) => line.includes('ins-aaaaaaa2 10'))).toMatch(/ gone +no$/);
});

test('a host that does not answer is one problem, not two', () => {
  const lost = new HostError('timeout', 'it did not let us in over SSH within 1.5 s');
  const { problems, nodes, healthy } = toStatus({ ...glanced(), hosts: { ...glanced().hosts, b: { failure: lost } } });
  expect(problems).toEqual(['ins-aaaaaaa2: it did not let us in over SSH within 1.5 s']);
  expect({ healthy, reachable: nodes[1]?.reachable }).toEqual({ healthy: false, reachable: false });
});

test('the last switch is the newest that either host knows', () => {
  const last = {
    from: 'eni-aaaaaaa1',
    to: 'eni-aaaaaaa2',
    why: 'became MASTER',
    detectedMs: 1,
    acceptedMs: 2,
    landedMs: atMs,
  };
  const one = glanced();
  const status = 'known' in one.hosts.b ? one.hosts.b.known.hooks.status : undefined;
  if (status === undefined) throw new Error('the fixture has no status');
  const result = toStatus(glanced({ hooks: { status: { ...status, switch: last } } }));
  expect(result.lastSwitch).toEqual({
    at: '2026-11-22T21:00:00.000Z',
    from: 'ins-aaaaaaa1',
    to: 'ins-aaaaaaa2',
    why: 'became MASTER',
  });
});
