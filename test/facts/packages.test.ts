import { expect, test } from 'vitest';
import { gather } from '../../src/facts/fact.js';
import { compareVersions, packagesFact, parsePackages, upstreamVersion } from '../../src/facts/packages.js';
import { fixture } from './fixture.js';
import { localReader } from './local-reader.js';

test('dpkg: installed ones alone, a removed one with its configuration left is not', () => {
  expect(parsePackages(fixture('packages/debian-12.txt'))).toEqual({
    versions: { keepalived: '1:2.2.7-1+b2', 'openssh-server': '1:9.2p1-2+deb12u10' },
    held: ['keepalived'],
    sampleConfig: false,
  });
});

test('rpm', () => {
  expect(parsePackages(fixture('packages/centos-7.txt'))).toEqual({
    versions: { keepalived: '1.3.5-19.el7' },
    held: ['keepalived'],
    sampleConfig: true,
  });
});

test('neither', () => {
  expect(parsePackages('packages\n')).toEqual({ versions: {}, held: [], sampleConfig: false });
  expect(() => parsePackages('')).toThrow();
});

test.each([
  ['1:2.2.7-1+b2', [2, 2, 7]],
  ['1.3.5-19.el7', [1, 3, 5]],
  ['2.0-1', [2, 0, 0]],
  ['3.11.2', [3, 11, 2]],
  ['unknown', undefined],
  [undefined, undefined],
])('upstream version of %s', (text, version) => {
  expect(upstreamVersion(text)).toEqual(version);
});

test('versions compare by number, not by letter', () => {
  expect(compareVersions([1, 3, 5], [1, 3, 10])).toBeLessThan(0);
  expect(compareVersions([2, 0, 0], [1, 99, 99])).toBeGreaterThan(0);
  expect(compareVersions([2, 2, 7], [2, 2, 7])).toBe(0);
});

test('this machine answers', async () => {
  const { found } = await gather(localReader, { found: packagesFact(['coreutils', 'no-such-package']) });
  expect(Object.keys(found.versions)).toEqual(['coreutils']);
});
