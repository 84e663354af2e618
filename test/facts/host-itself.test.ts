import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { clockFact } from '../../src/facts/clock.js';
import { gather } from '../../src/facts/fact.js';
import { hooksFact } from '../../src/facts/hooks.js';
import { machineFact } from '../../src/facts/machine.js';
import { osReleaseFact } from '../../src/facts/os-release.js';
import { pythonFact } from '../../src/facts/python.js';
import { parseRecord } from '../../src/facts/record.js';
import { localReader } from './local-reader.js';

test('this machine answers each fact about itself', async () => {
  const facts = { clockFact, machineFact, osReleaseFact, pythonFact, hooksFact };
  const found = await gather(localReader, facts);
  expect(Math.abs(found.clockFact - Date.now())).toBeLessThan(5_000);
  expect(found.machineFact.hostname).toBe(hostname());
  expect(found.machineFact.bootId).toMatch(/^[0-9a-f-]{36}$/);
  expect(found.osReleaseFact.id).not.toBe('unknown');
});

test('a clock without nanoseconds makes no sense', () => {
  expect(() => clockFact.parse({ code: 0, stdout: '1795369200%N\n', stderr: '' })).toThrow();
});

test('the record: as written, absent, or not understood', () => {
  const text = '{"version":1,"cluster":"web","installedPackages":["keepalived"],"later":true}';
  expect(parseRecord(text)).toMatchObject({ cluster: 'web', installedPackages: ['keepalived'] });
  expect(() => parseRecord('{"version":2}')).toThrow();
  expect(() => parseRecord('garbage')).toThrow();
});
