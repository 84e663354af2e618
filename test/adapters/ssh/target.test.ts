import { describe, expect, test } from 'vitest';
import { parseJumps } from '../../../src/adapters/ssh/config/jumps.js';
import { renderTarget } from '../../../src/adapters/ssh/target.js';

test.each([
  ['bastion', [{ host: 'bastion' }]],
  ['admin@203.0.113.7', [{ host: '203.0.113.7', user: 'admin' }]],
  ['admin@bastion.example.org:2200', [{ host: 'bastion.example.org', port: 2200, user: 'admin' }]],
  ['me@[2001:db8::1]:22', [{ host: '2001:db8::1', port: 22, user: 'me' }]],
  ['u@corp@b', [{ host: 'b', user: 'u@corp' }]],
  ['ssh://u@b:2200/', [{ host: 'b', port: 2200, user: 'u' }]],
  ['ssh://a%40b@h', [{ host: 'h', user: 'a@b' }]],
  ['a,me@b:2,c', [{ host: 'a' }, { host: 'b', port: 2, user: 'me' }, { host: 'c' }]],
])('jump hosts: %s', (text, expected) => {
  expect(parseJumps(text)).toEqual(expected);
});

describe('no jump hosts', () => {
  test.each(['', 'a,', 'user@', 'host:', 'host:0', 'host:70000', 'a b', '2001:db8::1', '-oProxyCommand=x'])(
    '%s',
    (text) => {
      expect(() => parseJumps(text)).toThrow('not of the form');
    },
  );
});

test('messages name the address and the instance', () => {
  const target = { host: '2001:db8::1', port: 22, user: 'root', label: 'ins-labnode1' };
  expect(renderTarget(target)).toBe('[2001:db8::1]:22 (ins-labnode1)');
});
