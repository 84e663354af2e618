import { describe, expect, test } from 'vitest';
import { parseJump, renderTarget } from '../../../src/adapters/ssh/target.js';

test.each([
  ['bastion', { host: 'bastion', port: 22, user: 'root' }],
  ['admin@203.0.113.7', { host: '203.0.113.7', port: 22, user: 'admin' }],
  ['admin@bastion.example.org:2200', { host: 'bastion.example.org', port: 2200, user: 'admin' }],
  ['me@[2001:db8::1]:22', { host: '2001:db8::1', port: 22, user: 'me' }],
])('a jump host: %s', (text, expected) => {
  expect(parseJump(text, 'root')).toEqual({ ...expected, label: 'jump host' });
});

describe('not one hop', () => {
  test.each(['', 'a,b', 'user@', 'host:', 'host:0', 'host:70000', 'a b', '2001:db8::1', '-oProxyCommand=x y'])(
    '%s',
    (text) => {
      expect(() => parseJump(text, 'root')).toThrow('not one hop');
    },
  );
});

test('messages name the address and the instance', () => {
  const target = { host: '2001:db8::1', port: 22, user: 'root', label: 'ins-labnode1' };
  expect(renderTarget(target)).toBe('[2001:db8::1]:22 (ins-labnode1)');
});
