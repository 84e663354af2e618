import { expect, test } from 'vitest';
import { gather } from '../../src/facts/fact.js';
import { keepalivedFact, parseKeepalived } from '../../src/facts/keepalived.js';
import { fixture } from './fixture.js';
import { localReader } from './local-reader.js';

test.each([
  ['1.3.5', '/sbin/keepalived', [1, 3, 5]],
  ['2.1.5', '/usr/sbin/keepalived', [2, 1, 5]],
  ['2.3.3', '/usr/sbin/keepalived', [2, 3, 3]],
] as const)('keepalived -v of %s', (name, path, version) => {
  expect(parseKeepalived(fixture(`keepalived-v/${name}.txt`))).toEqual({ path, version });
});

test.each([
  ['built from a checkout', '/usr/local/sbin/keepalived\nKeepalived v2.0.20 (unknown)\n', [2, 0, 20]],
  ['two numbers', '/sbin/keepalived\nKeepalived v2.3 (01/01,2025)\n', [2, 3, 0]],
])('%s', (_, text, version) => {
  expect(parseKeepalived(text)?.version).toEqual(version);
});

test('none, or one that does not start', () => {
  expect(parseKeepalived('')).toBeUndefined();
  expect(
    parseKeepalived('/usr/sbin/keepalived\nerror while loading shared libraries: libnl-3.so.200\n'),
  ).toBeUndefined();
});

test('this machine answers', async () => {
  await gather(localReader, { keepalivedFact });
});
