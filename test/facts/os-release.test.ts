import { expect, test } from 'vitest';
import { parseOsRelease } from '../../src/facts/os-release.js';
import { fixture } from './fixture.js';

test.each([
  ['debian-10', 'debian', '10', 'debian', 'Debian GNU/Linux 10 (buster)'],
  ['debian-11', 'debian', '11', 'debian', 'Debian GNU/Linux 11 (bullseye)'],
  ['debian-12', 'debian', '12', 'debian', 'Debian GNU/Linux 12 (bookworm)'],
  ['ubuntu-18.04', 'ubuntu', '18.04', 'debian', 'Ubuntu 18.04.6 LTS'],
  ['ubuntu-20.04', 'ubuntu', '20.04', 'debian', 'Ubuntu 20.04.6 LTS'],
  ['ubuntu-22.04', 'ubuntu', '22.04', 'debian', 'Ubuntu 22.04.4 LTS'],
  ['ubuntu-24.04', 'ubuntu', '24.04', 'debian', 'Ubuntu 24.04.1 LTS'],
  ['tlinux-2', 'tlinux', '2.2', 'rhel', 'Tencent tlinux 2.2 (Final)'],
  ['tencentos-2', 'tencentos', '2.4', 'rhel', 'TencentOS Server 2.4'],
  ['tencentos-3', 'tencentos', '3.1', 'rhel', 'TencentOS Server 3.1 (Final)'],
  ['tencentos-4', 'tencentos', '4.4', 'rhel', 'TencentOS Server 4.4'],
  ['opencloudos-8', 'opencloudos', '8.6', 'rhel', 'OpenCloudOS 8.6'],
  ['opencloudos-9', 'opencloudos', '9.2', 'rhel', 'OpenCloudOS 9.2'],
  ['centos-7', 'centos', '7', 'rhel', 'CentOS Linux 7 (Core)'],
  ['centos-stream-8', 'centos', '8', 'rhel', 'CentOS Stream 8'],
  ['centos-stream-9', 'centos', '9', 'rhel', 'CentOS Stream 9'],
  ['rocky-9', 'rocky', '9.3', 'rhel', 'Rocky Linux 9.3 (Blue Onyx)'],
  ['almalinux-8', 'almalinux', '8.9', 'rhel', 'AlmaLinux 8.9 (Midnight Oncilla)'],
])('%s is known by its own name', (name, id, versionId, family, prettyName) => {
  const found = parseOsRelease(fixture(`os-release/${name}.txt`));
  expect(found).toMatchObject({ id, versionId, family, prettyName, knownBy: id });
});

test('a distribution of no family of ours', () => {
  const found = parseOsRelease(fixture('os-release/alpine.txt'));
  expect(found).toMatchObject({ id: 'alpine', family: 'unknown', prettyName: 'Alpine Linux v3.19' });
  expect(found).not.toHaveProperty('knownBy');
});

test('a derivative that we do not know by name is known by the first that it is like', () => {
  expect(parseOsRelease('ID=kali\nID_LIKE="debian"\n')).toMatchObject({ family: 'debian', knownBy: 'debian' });
  expect(parseOsRelease('ID=x\nID_LIKE="suse rhel fedora"\n')).toMatchObject({ family: 'rhel', knownBy: 'rhel' });
});

test('quotes and escapes are undone, and letters are small', () => {
  expect(parseOsRelease(`ID='X'\nPRETTY_NAME="a \\"b\\" \\$c"\n`)).toMatchObject({ id: 'x', prettyName: 'a "b" $c' });
});

test('no such file: unknown', () => {
  expect(parseOsRelease('')).toMatchObject({ id: 'unknown', family: 'unknown' });
});
