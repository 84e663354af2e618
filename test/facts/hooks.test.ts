import { expect, test } from 'vitest';
import { parseHooksStatus } from '../../src/facts/hooks.js';
import { fixture } from './fixture.js';

test('a status with its last switch', () => {
  expect(parseHooksStatus(fixture('hooks/master.txt'))).toMatchObject({
    role: 'MASTER',
    nic: true,
    owner: 'self',
    ownerEni: 'eni-labnode1',
    eip: 'vip',
    switch: { from: 'eni-labnode2', detectedMs: 1_795_369_200_000, landedMs: 1_795_369_202_190 },
  });
});

test('noise before it and words of a later version do no harm', () => {
  expect(parseHooksStatus(fixture('hooks/noise.txt'))).toEqual({
    role: 'BACKUP',
    nic: false,
    owner: 'unknown',
    ownerEni: null,
    eip: 'none',
    held: null,
    switch: null,
  });
});

test('a host that a person keeps out', () => {
  expect(parseHooksStatus('{"role":"FAULT","nic":false,"held":"by root on op"}')).toMatchObject({
    held: 'by root on op',
  });
});

test('an object over several lines', () => {
  const status = JSON.stringify(JSON.parse(fixture('hooks/master.txt')), null, 2);
  expect(parseHooksStatus(status)).toMatchObject({ role: 'MASTER', owner: 'self' });
});

test.each(['', 'Traceback (most recent call last):\n', '{"role":"MASTER"}', '[]'])('no status: %s', (text) => {
  expect(parseHooksStatus(text)).toBeUndefined();
});
