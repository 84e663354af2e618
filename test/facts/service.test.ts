import { expect, test } from 'vitest';
import { parseService } from '../../src/facts/service.js';
import { fixture } from './fixture.js';

test('a unit that runs, and when it last loaded its files', () => {
  expect(parseService(fixture('service/active.txt'))).toEqual({
    loadState: 'loaded',
    activeState: 'active',
    subState: 'running',
    unitFileState: 'enabled',
    active: true,
    enabled: true,
    needDaemonReload: false,
    mainPid: 612,
    fragmentPath: '/lib/systemd/system/keepalived.service',
    dropInPaths: ['/etc/systemd/system/keepalived.service.d/ha-setup.conf'],
    loadedAtMs: 1_795_369_200_000 - 10_250,
  });
});

test('a unit that is not there', () => {
  expect(parseService(fixture('service/not-found.txt'))).toEqual({
    loadState: 'not-found',
    activeState: 'inactive',
    subState: 'dead',
    unitFileState: '',
    active: false,
    enabled: false,
    needDaemonReload: false,
    dropInPaths: [],
  });
});

test('a unit that failed and whose file changed: no load time', () => {
  const service = parseService(fixture('service/stale.txt'));
  expect(service).toMatchObject({ active: false, enabled: false, needDaemonReload: true, activeState: 'failed' });
  expect(service).not.toHaveProperty('loadedAtMs');
});

test('systemd 219 has no time for a reload but that of its command', () => {
  const started = 1_795_369_200_000 - 10_250;
  expect(parseService(fixture('service/centos-7.txt')).loadedAtMs).toBe(1_795_369_195_999);
  expect(parseService(fixture('service/centos-7.txt').replace(/^ReloadedAt.*/m, '')).loadedAtMs).toBe(started);
});

test('a host without systemd says so', () => {
  expect(parseService(fixture('service/no-systemd.txt'))).toMatchObject({ loadState: 'no systemd', active: false });
});

test('silence makes no sense', () => {
  expect(() => parseService('Now=1 2\n')).toThrow('says nothing');
});
