import { expect, test } from 'vitest';
import { parseOsRelease } from '../../src/facts/os-release.js';
import { fixture } from './fixture.js';

test.each([
  ['debian-12', 'debian', '12', 'debian', 'Debian GNU/Linux 12 (bookworm)'],
  ['ubuntu-22.04', 'ubuntu', '22.04', 'debian', 'Ubuntu 22.04.4 LTS'],
  ['centos-7', 'centos', '7', 'rhel', 'CentOS Linux 7 (Core)'],
  ['tencentos-3', 'tencentos', '3.1', 'rhel', 'TencentOS Server 3.1 (Final)'],
  ['opencloudos-9', 'opencloudos', '9.2', 'rhel', 'OpenCloudOS 9.2'],
  ['alpine', 'alpine', '3.19.1', 'unknown', 'Alpine Linux v3.19'],
])('%s', (name, id, versionId, family, prettyName) => {
  expect(parseOsRelease(fixture(`os-release/${name}.txt`))).toMatchObject({ id, versionId, family, prettyName });
});

test('a derivative that we do not know by name is known by what it is like', () => {
  expect(parseOsRelease('ID=kali\nID_LIKE="debian"\n').family).toBe('debian');
});

test('quotes and escapes are undone', () => {
  expect(parseOsRelease(`ID='x'\nPRETTY_NAME="a \\"b\\" \\$c"\n`)).toMatchObject({ id: 'x', prettyName: 'a "b" $c' });
});

test('no such file: unknown', () => {
  expect(parseOsRelease('')).toMatchObject({ id: 'unknown', family: 'unknown' });
});
