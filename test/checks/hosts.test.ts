import { describe, expect, it, test } from 'vitest';
import { runPreflight } from '../../src/checks/run.js';
import { toSpec } from '../../src/cluster/spec.js';
import type { HostFacts } from '../../src/facts/host.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { parseOsRelease } from '../../src/facts/os-release.js';
import { contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, freshHost, inventory } from '../fakes/view.js';

const check = (b: Partial<HostFacts>, apiClockOffsetMs = 0) =>
  runPreflight(
    contextOf({
      ...healthyPair(),
      spec: toSpec(answers),
      cloud: { known: { inventory, used: [] } },
      hosts: { a: { known: freshHost(1) }, b: { known: { ...freshHost(2), ...b } } },
      apiClockOffsetMs,
    }),
  );
const found = async (...given: Parameters<typeof check>) =>
  (await check(...given)).map(({ where, message }) => `${where}: ${message}`);

const fresh = freshHost(2);
/** What keepalived.conf of an rpm looks like before anybody has edited it. */
const sample = parseKeepalivedConfig(
  '! Configuration File for keepalived\nvrrp_instance VI_1 {\n virtual_router_id 51\n}\n',
);

describe('the host checks', () => {
  it('find nothing wrong with a fresh host, nor with one of ours', async () => {
    expect(await found({})).toEqual([]);
    const keepalived = parseKeepalivedConfig('# Managed by ha-setup (cluster web).\nvrrp_instance web {\n}\n');
    expect(await found({ keepalived, service: { ...fresh.service, active: true } })).toEqual([]);
    expect(await found({ keepalived: sample, sampleConfig: true })).toEqual([]);
  });

  it.each([
    [
      'another machine',
      { network: freshHost(1).network },
      "the host behind its address is another one: no interface there has eni-aaaaaaa2's hardware address 52:54:00:00:00:02 (it has eth0 52:54:00:00:00:01)",
    ],
    // Whoever answers questions or reads a plan hears of it before he confirms.
    [
      'a run of somebody else',
      { lockHolder: 'ann on op since noon' },
      'a run is changing the pair now: ann on op since noon',
    ],
    [
      'an unknown distribution',
      {
        os: as<HostFacts['os']>({ id: 'gentoo', idLike: [], prettyName: 'Gentoo Linux', family: 'unknown' }),
        managers: ['zypper'],
        family: as<NonNullable<HostFacts['family']>>(undefined),
      },
      'Gentoo Linux (ID=gentoo) is not a distribution that ha-setup can set up: its package manager is zypper',
    ],
    [
      'a distribution that is like one of ours',
      { os: parseOsRelease('ID=kali\nPRETTY_NAME="Kali Linux"\nID_LIKE="ubuntu debian"\n') },
      'Kali Linux (ID=kali, ID_LIKE="ubuntu debian") is not one of the distributions that ha-setup knows; it is set up like ubuntu, with apt-get',
    ],
    [
      'a distribution that is known by name, but was never tried',
      { os: parseOsRelease('ID=hce\nVERSION_ID="2.0"\nPRETTY_NAME="Huawei Cloud EulerOS 2.0"\n') },
      'Huawei Cloud EulerOS 2.0 (ID=hce) is known, but nobody has run ha-setup on it yet; it is set up with apt-get',
    ],
    [
      'a version that can never work',
      { os: parseOsRelease('ID=ubuntu\nVERSION_ID="16.04"\nPRETTY_NAME="Ubuntu 16.04 LTS"\n') },
      'Ubuntu 16.04 LTS (ID=ubuntu, VERSION_ID=16.04) cannot be set up: its own packages lack systemd, keepalived 1.3.5 or Python 3.6',
    ],
    [
      "somebody else's keepalived",
      { keepalived: parseKeepalivedConfig('vrrp_instance VI_1 {\n virtual_router_id 51\n}\n') },
      '/etc/keepalived/keepalived.conf is not ours: it has VI_1 with VRID 51. keepalived.service does not run, so the file is replaced',
    ],
    [
      'a service without a configuration',
      { service: { ...fresh.service, active: true } },
      'keepalived.service runs there without /etc/keepalived/keepalived.conf: somebody else configured it',
    ],
    ['a masked unit', { service: { ...fresh.service, loadState: 'masked' } }, 'keepalived.service is masked'],
    ['an old keepalived', { keepalivedVersion: [1, 2, 24] as const }, 'keepalived 1.2.24 is older than 1.3.5'],
    [
      'an old keepalived that is held',
      { keepalivedVersion: [1, 2, 24] as const, heldPackages: ['keepalived'] },
      'keepalived 1.2.24 is older than 1.3.5, and it is held at that version',
    ],
    [
      'a keepalived of no package',
      { keepalivedVersion: [2, 2, 8] as const, strayKeepalived: '/usr/local/sbin/keepalived' },
      'the keepalived 2.2.8 at /usr/local/sbin/keepalived did not come with a package, so it has its own places for its files',
    ],
    [
      "the package's sample when it runs",
      { keepalived: sample, sampleConfig: true, service: { ...fresh.service, active: true } },
      '/etc/keepalived/keepalived.conf is not ours: it has VI_1 with VRID 51, and keepalived.service runs with it',
    ],
    [
      'another cluster',
      { record: { version: 1 as const, cluster: 'db', installedPackages: [] } },
      'the host already belongs to the cluster db',
    ],
    [
      'a clock ahead',
      { clockOffsetMs: 90_000 },
      "its clock is 90 s ahead of the API's, which refuses signatures that are more than 300 s off",
    ],
  ])('name %s', async (_, given, message) => {
    expect(await found(given)).toEqual([`ins-aaaaaaa2: ${message}`]);
  });

  it("refuse somebody else's configuration only where it runs", async () => {
    const keepalived = parseKeepalivedConfig('vrrp_instance VI_1 {\n}\n');
    const levels = async (active: boolean) =>
      (await check({ keepalived, service: { ...fresh.service, active } })).map(({ level }) => level);
    expect([await levels(false), await levels(true)]).toEqual([['warning'], ['error']]);
  });

  it("compare clocks with the API's, not with this machine's", async () => {
    expect(await found({ clockOffsetMs: 90_000 }, 90_000)).toEqual([
      "ins-aaaaaaa1: its clock is 90 s behind the API's, which refuses signatures that are more than 300 s off",
    ]);
  });
});

test('a version that can never work is the one thing that is said of its host', async () => {
  const os = parseOsRelease('ID=centos\nVERSION_ID="6.10"\nPRETTY_NAME="CentOS 6.10 (Final)"\n');
  const service = { ...fresh.service, loadState: 'masked' } as const;
  expect(await found({ os, service, keepalivedVersion: [1, 2, 13], clockOffsetMs: 1e9 })).toEqual([
    'ins-aaaaaaa2: CentOS 6.10 (Final) (ID=centos, VERSION_ID=6.10) cannot be set up: its own packages lack systemd, keepalived 1.3.5 or Python 3.6',
  ]);
});
