import { expect, test } from 'vitest';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { fixture } from './fixture.js';

const revealed = (text: string) =>
  parseKeepalivedConfig(text).instances.map(({ authPass, ...rest }) => ({ ...rest, pass: authPass?.reveal() }));

test('ours: managed, with its VRID and its password', () => {
  const text = fixture('keepalived/ours.conf');
  expect(parseKeepalivedConfig(text)).toMatchObject({ managed: true, includes: false });
  expect(revealed(text)).toEqual([{ name: 'web', interface: 'eth0', virtualRouterId: 51, pass: 'k3epq9Zx' }]);
});

test('somebody else’s: two instances, braces anywhere, files it includes', () => {
  const text = fixture('keepalived/others.conf');
  expect(parseKeepalivedConfig(text)).toMatchObject({ managed: false, includes: true });
  expect(revealed(text)).toEqual([
    { name: 'A', interface: 'bond0.12', virtualRouterId: 51, pass: 'with blank' },
    { name: 'B', interface: 'eth1', virtualRouterId: 7, pass: undefined },
  ]);
});

test('the password does not show', () => {
  expect(JSON.stringify(parseKeepalivedConfig(fixture('keepalived/ours.conf')))).not.toContain('k3epq9Zx');
});
