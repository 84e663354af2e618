import { expect, test } from 'vitest';
import { findFamily } from '../../src/facts/families/families.js';
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

const realSystems = fixture('os-release/real-systems.tsv')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [id: string, like: string, version: string, name: string, expected: string]);

test('327 real systems: each is of the family that is expected, or is refused for the reason that is expected', () => {
  expect(realSystems).toHaveLength(327);
  const read = realSystems.map(([id, like, version, name]) => {
    const quoted = like === '' ? '' : `ID_LIKE="${like}"\n`;
    const os = parseOsRelease(`ID=${id}\n${quoted}VERSION_ID="${version}"\nNAME="${name}"\n`);
    return [id, like, version, name, `${os.refusal?.reason ?? os.family}${os.isUntried ? ' untried' : ''}`];
  });
  expect(read).toEqual(realSystems);
});

test('the families have the managers that their real systems bring', () => {
  const families = new Set(realSystems.map(([, , , , expected]) => expected.replace(' untried', '')));
  expect([...families].sort()).toEqual(['debian', 'either', 'no-systemd', 'rhel', 'too-old', 'unknown']);
  const kylin = (like: string) => parseOsRelease(`ID="kylin"\n${like}VERSION_ID="V10"\n`);
  const managerOf = (like: string, managers: readonly string[]) => findFamily({ os: kylin(like), managers })?.manager;
  expect(managerOf('', ['dnf', 'yum'])).toBe('dnf');
  expect(managerOf('', ['apt-get'])).toBe('apt');
  expect(managerOf('ID_LIKE=debian\n', ['apt-get'])).toBe('apt');
});

test.each([
  ['ubuntu', '16.04', 'too-old', '17.10'],
  ['ubuntu', '14.04', 'too-old', '17.10'],
  ['debian', '9', 'too-old', '10'],
  ['debian', '7', 'too-old', '10'],
  ['centos', '6', 'too-old', '7'],
  ['ol', '6.10', 'too-old', '7'],
  ['amzn', '2018.03', 'too-old', '2'],
  ['devuan', '5', 'no-systemd', undefined],
])('%s %s can never work, and its name and version say so', (id, version, reason, oldest) => {
  const { refusal } = parseOsRelease(`ID=${id}\nVERSION_ID="${version}"\n`);
  expect(refusal).toEqual({ reason, ...(oldest !== undefined && { oldest }) });
});

test.each([
  ['ubuntu', '18.04'],
  ['debian', '10'],
  ['debian', ''],
  ['centos', '7'],
  ['amzn', '2'],
  ['fedora', '42'],
])('%s %s is not refused', (id, version) => {
  expect(parseOsRelease(`ID=${id}\nVERSION_ID="${version}"\n`)).not.toHaveProperty('refusal');
});

test('a comment behind a value is none of it', () => {
  expect(parseOsRelease('ID=centos # c\nVERSION_ID="7" # seven\n')).toMatchObject({ id: 'centos', versionId: '7' });
});
