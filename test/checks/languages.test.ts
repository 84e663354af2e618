import { afterEach, describe, expect, it } from 'vitest';
import type { HostApi } from '../../src/checks/context.js';
import { formatChecks } from '../../src/checks/format.js';
import { runPreflight, runVerify } from '../../src/checks/run.js';
import { checksTable } from '../../src/checks/table.js';
import { paths, vridOf } from '../../src/cluster/names.js';
import { Secret } from '../../src/cluster/secret.js';
import { type Answers, toSpec } from '../../src/cluster/spec.js';
import type { PublishedFinding } from '../../src/cluster/verify-result.js';
import { CloudError, HostError } from '../../src/errors.js';
import type { HostAudit } from '../../src/facts/audit.js';
import { distributions } from '../../src/facts/distributions.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import type { Pair } from '../../src/pair/pair.js';
import type { CloudReader, Proof } from '../../src/ports/cloud.js';
import type { HostReader } from '../../src/ports/host.js';
import type { Eni, Inventory, UsedAddress } from '../../src/ports/inventory.js';
import { displayWidth } from '../../src/text/width.js';
import { haVip, withHaVip } from '../fakes/havip.js';
import { changeHost, contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, inventory, withVip } from '../fakes/view.js';
import { chineseWords, englishWords } from '../messages/language.js';

afterEach(() => speak(english));

const [a, b] = inventory.enis as [Eni, Eni];
const [first, second] = inventory.instances as [Inventory['instances'][number], Inventory['instances'][number]];
const known = healthyPair().hosts.a;
const host: HostAudit = 'known' in known ? known.known : as({});
const eip = { id: 'eip-aaaaaaa1', name: 'x', ip: '198.51.100.7', status: 'UNBIND' };

/** What a host may be like; what it says itself stands in quotes here. */
const hosts: Readonly<Record<string, Partial<HostAudit>>> = {
  'as it should be': {},
  masked: { service: { ...host.service, loadState: 'masked', active: false } },
  'not installed': { service: { ...host.service, loadState: 'not-found', active: false } },
  'stopped and not enabled': {
    service: as({ ...host.service, active: false, activeState: 'inactive', subState: 'dead', enabled: false }),
  },
  'with older files loaded': { staleUnit: true },
  'with an older configuration': { staleDaemon: true },
  'in a drill': { interruptedDrill: true },
  'with a configuration that is refused': { configTest: { verdict: 'failed', complaints: ['"x"'] } },
  'whose keepalived cannot test': { configTest: { verdict: 'unsupported', complaints: [] } },
  'with a frozen watch': { watch: { state: 'frozen', faults: {} } },
  'without a watch': { watch: { state: 'gone', faults: {} } },
  'whose hooks fail': { hooks: { complaint: '"SyntaxError"' } },
  'whose hooks say nothing': { hooks: {} },
  'whose hooks read no owner': as({ hooks: { status: { role: 'FAULT', nic: true, owner: 'unknown' } } }),
  'in the wrong role': as({ hooks: { status: { role: 'BACKUP', nic: false, owner: 'peer', held: null } } }),
  'with a hooks service that is off': as({ hooksService: { ...host.hooksService, enabled: false } }),
  'with older hooks': { staleHooks: true },
  ...Object.fromEntries(
    ['held', 'unhealthy', 'isolated', 'yielded', 'stranger'].map((fault) => [
      `that is ${fault}`,
      { watch: { state: 'running', faults: { [fault]: '12.5 "port 80 is silent"' } } },
    ]),
  ),
  'without a guard': as({ guard: { kind: 'off' } }),
  'without a packet filter': as({ guard: { kind: 'no-tool' } }),
  'with another guard': as({ guard: { kind: 'on', peers: ['10.0.1.9'] } }),
  'without packages': { packages: {} },
  'with a keepalived of its own': { strayKeepalived: '/usr/local/sbin/keepalived' },
  'with an old keepalived': { keepalivedVersion: [1, 2, 0] },
  'with an old keepalived that is held': { keepalivedVersion: [1, 2, 0], heldPackages: ['keepalived'] },
  'with another version': { keepalivedVersion: [2, 0, 20] },
  'that is another machine': as({
    network: { ...host.network, interfaces: [{ name: 'ens5', mac: 'x', addresses: [] }] },
  }),
  'with the VIP on another NIC': as({
    network: {
      ...host.network,
      interfaces: [
        { ...host.network.interfaces[0], addresses: [] },
        { name: 'docker0', mac: '02:00:00:00:00:01', addresses: [{ address: '10.0.1.100', prefix: 32 }] },
      ],
    },
  }),
  'without its record': as({ record: undefined }),
  'of another cluster': as({ record: { ...host.record, cluster: 'db' } }),
  'with a full disk': { disks: [{ path: '/var/log', freeBytes: 0 }] },
  'with a fast clock': { clockOffsetMs: 301_000 },
  'with a slow clock': { clockOffsetMs: -61_000 },
  'that was never failed over': as({ verified: undefined }),
  'in a run': { lockHolder: '"root on op"' },
  'with switches': as({
    switches: [
      { at: '2026-11-22T20:00:00Z', atMs: 1, from: 'eni-x', sinceMasterSeconds: 1.5, outageSeconds: 2 },
      { at: '2026-11-22T20:00:00Z', atMs: 1, sinceMasterSeconds: 1.5, outageSeconds: 0 },
      { at: '2026-11-22T20:00:00Z', atMs: 1, from: 'eni-x', sinceMasterSeconds: 1.5 },
    ],
  }),
  'without its files': { files: {} },
  'with files of others': as({
    files: Object.fromEntries(
      Object.entries(host.files).map(([path, file]) => [path, { ...file, uid: 7, gid: 7, mode: 0o777, sha256: 'x' }]),
    ),
  }),
  'with a damaged record': { damaged: [{ path: paths.record, reason: '"Unexpected token"' }] },
  'with the VIP in its network settings': { networkFiles: ['/etc/network/interfaces:3:address 10.0.1.100'] },
  "with somebody else's keepalived": as({
    keepalived: { managed: false, instances: [{ name: 'VI_1', virtualRouterId: 51 }] },
  }),
  "with somebody else's keepalived at rest": as({
    keepalived: { managed: false, instances: [] },
    service: { ...host.service, active: false },
  }),
  'with a keepalived without its file': as({ keepalived: undefined }),
  'of an unknown distribution': as({
    family: undefined,
    managers: ['pacman'],
    os: { ...host.os, id: 'arch', prettyName: '"Arch Linux"', knownBy: undefined },
  }),
  'without systemd': { service: { ...host.service, loadState: 'no systemd' } },
  'where nothing is set up': as({ hooks: { absent: true }, settings: undefined }),
};

/** What the cloud may be like. */
const clouds: Readonly<Record<string, readonly [Partial<Inventory>, Partial<Answers>?, string?]>> = {
  'as it should be': [withVip(1)],
  'without an instance': [{ instances: [first], enis: [a] }],
  'with one that is off': [{ instances: [first, { ...second, state: 'STOPPED' }] }],
  'with two subnets': [{ enis: [a, { ...b, subnetId: 'subnet-2' }] }],
  'without an ENI': [{ enis: [a] }],
  'with an ENI of others': [{ enis: [a, as({ ...b, instance: 'ins-x' })] }],
  'without a role': [{ instances: [first, as({ ...second, camRole: undefined })] }],
  'with ENIs that are full': [{ enis: [a, { ...b, ipQuota: 1 }] }],
  'whose VIP is outside': [{}, { vip: '10.9.9.9' }],
  'whose VIP is reserved': [{}, { vip: '10.0.1.1' }],
  'whose VIP is a primary address': [{}, { vip: '10.0.1.16' }],
  'whose VIP is taken': [{}, { vip: '10.0.1.50' }, '10.0.1.50 lb-12345678 CLB'],
  'whose VIP has an unnamed user': [{}, { vip: '10.0.1.50' }, '10.0.1.50'],
  'whose VIP is nowhere': [{}, { vip: '10.0.1.100' }],
  'whose VIP is moving': [withVip(1, 'ha-setup-web', '10.0.1.100', 'MIGRATING')],
  'whose VIP has no name': [withVip(1, ''), { vip: '10.0.1.100' }],
  'whose VIP has another name': [withVip(1, 'mine'), { vip: '10.0.1.100' }],
  'whose VIP is on the other node': [withVip(2)],
  'without the EIP': [{}, { eip: 'eip-aaaaaaa1' }],
  'without an EIP of that name': [withVip(1), { eip: 'allocate' }],
  ...Object.fromEntries(
    [
      { status: 'UNBIND' },
      { status: 'UNBINDING' },
      { status: 'OFFLINING' },
      { status: 'BIND', privateIp: '10.0.1.9', eni: 'eni-x' },
      { status: 'BIND_ENI' },
      { status: 'UNBIND', arrears: true, blocked: true, releasedWhenUnbound: true },
    ].map((changes) => [
      `whose EIP is ${Object.values(changes).join(' ')}`,
      [{ ...withVip(1), eips: [as({ ...eip, ...changes })] }, { eip: 'eip-aaaaaaa1' }],
    ]),
  ),
  'of an account of old': [
    {
      accountType: 'LEGACY',
      instances: [first, { ...second, internet: { chargeType: 'BANDWIDTH_PREPAID', mbits: 5 } }],
    },
    { eip: 'allocate' },
  ],
  'of an account that may not be read': [as({ accountType: undefined }), { eip: 'allocate' }],
  'whose groups drop VRRP': [{ securityGroups: [{ id: as('sg-1'), ingress: [], egress: [] }] }],
  'without security groups': [{ enis: [{ ...a, securityGroupIds: [] }, b] }],
  'that tells nothing of the machines': [{ instances: [as({ ...first, placement: { groups: [] } }), second] }],
  'with both on one machine': [
    { instances: [first, second].map((one) => as({ ...one, placement: { groups: [], host: 'host-x', rack: 'r' } })) },
  ],
  'with the other node preferred': [withVip(1), { mode: 'preferred', preferred: as('ins-aaaaaaa2') }],
  'without HAVIP': [{ haVipQuota: 0 }, { mechanism: 'havip' }],
  'that refuses HAVIP': [{ haVipRefusal: 'UnsupportedOperation' }, { mechanism: 'havip' }],
  'without room for a HAVIP': [{ ...withHaVip({ name: 'db' }), haVipQuota: 1 }, { mechanism: 'havip' }],
  'with a HAVIP for everybody': [withHaVip({ checkAssociate: false, associations: [] }), { mechanism: 'havip' }],
  'with a HAVIP of others': [
    {
      haVips: [haVip({ subnetId: 'subnet-2', instance: 'ins-x', associations: [{ instance: 'ins-x', type: 'CVM' }] })],
    },
    { mechanism: 'havip' },
  ],
  'with a HAVIP for ENIs': [
    withHaVip({ associations: [{ instance: 'eni-x', type: 'ENI' }], eipAddress: '198.51.100.9' }),
    { mechanism: 'havip', eip: 'allocate' },
  ],
};

/** What calling the API as a host's hooks do may come to. */
const apis: Readonly<Record<string, HostApi>> = {
  ...Object.fromEntries(
    (['allowed', 'denied', 'unproven'] as const).map((proof) => [`that is ${proof}`, apiWith(proof)]),
  ),
  'with credentials that end': apiWith('allowed', 1),
  'with credentials that end soon': apiWith('allowed', Date.parse('2026-11-22T21:02:00Z')),
  'with credentials that are good': apiWith('allowed', Date.parse('2026-11-23T21:00:00Z')),
  'that does not answer': apiWith(new CloudError('DescribeX', 'Network', '"socket hang up"')),
  'that refuses': apiWith(new CloudError('DescribeX', 'AuthFailure', '“refused”', { kind: 'permission' })),
  'that cannot be asked': apiWith(new HostError('forwarding', '"administratively prohibited"')),
};

function apiWith(proof: Proof | Error, expiresAtMs?: number): HostApi {
  const proveMay = async () => {
    if (proof instanceof Error) throw proof;
    return proof;
  };
  const ends = expiresAtMs === undefined ? {} : { expiresAtMs };
  const credentials = { secretId: 'AKID', secretKey: new Secret('k'), source: '"key"', ...ends };
  const findOwner = async () => 'eni-aaaaaaa1';
  return { credentials: async () => credentials, cloud: () => as<CloudReader>({ proveMay, findOwner }) };
}

/** What hosts answer when they are asked for more than their facts: that there is no such thing, or that it is as it should be. */
const ports: readonly HostReader[] = [
  as({ read: async () => ({ code: 1, stdout: '', stderr: '' }) }),
  as({
    read: async ([program, , source = '']: readonly string[]) => {
      const isStat = source.includes('stat -c');
      const stdout = isStat ? '0 0 755 /srv/check\n1000 0 777 /srv\n' : '"“port 80 is silent”"';
      return { code: program === 'test' ? 0 : 0, stdout, stderr: '' };
    },
  }),
  as({ read: async () => ({ code: 0, stdout: 'null', stderr: '' }) }),
];

/** A pair with all that only trying shows, on hosts that answer so. */
function tried(port: HostReader, changes: object): Pair<'audit'> {
  const spec = toSpec({
    ...answers,
    healthCheck: { command: '/srv/check' },
    notify: { command: '/srv/tell' },
    metrics: { textfile: '/var/lib/metrics' },
  });
  const topology = resolveTopology(spec, inventory, []);
  const cloudOf = { cloud: { known: { inventory, used: [] } }, ...(topology && { topology }) };
  const whole = { ...healthyPair(), spec, ...cloudOf };
  const cloud = as<CloudReader>({ proveMay: async () => 'denied' });
  const pair = { ...whole, ports: { cloud: as<never>(cloud), hosts: { a: as<never>(port), b: as<never>(port) } } };
  return changeHost(pair, 'a', changes);
}

function pairWith([given, more = {}, used]: readonly [Partial<Inventory>, Partial<Answers>?, string?]): Pair<'audit'> {
  const spec = toSpec({ ...answers, ...more });
  const [address, resourceId, resourceType] = used?.split(' ') ?? [];
  const record = as<UsedAddress>({ address, resourceId, resourceType });
  const cloud = { inventory: { ...inventory, ...given }, used: used === undefined ? [] : [record] };
  const topology = resolveTopology(spec, cloud.inventory, cloud.used);
  const { topology: _, ...pair } = healthyPair();
  return { ...pair, spec, cloud: { known: cloud }, ...(topology && { topology }) };
}

const fresh = changeHost(changeHost(healthyPair(), 'a', as({ verified: undefined })), 'b', as({ verified: undefined }));
const mtu = (pair: Pair<'audit'>, node: 'a' | 'b', size: number) => {
  const reading = pair.hosts[node];
  const network = 'known' in reading ? reading.known.network : host.network;
  const interfaces = network.interfaces.map((nic) => ({ ...nic, mtu: size }));
  return changeHost(pair, node, as({ network: { ...network, interfaces } }));
};
const twin = Array.from({ length: 10_000 }, (_, index) => `db-${index}`).find((name) => vridOf(name) === vridOf('web'));
const havips = Array.from({ length: 6 }, (_, index) =>
  haVip({ id: `havip-0000000${index}`, name: index === 0 ? `ha-setup-${twin}` : 'x', address: `10.0.1.${index + 30}` }),
);

const every: readonly (readonly [string, Pair<'audit'>, HostApi])[] = [
  ...Object.entries(hosts).map(
    ([name, changes]) => [`a host ${name}`, changeHost(healthyPair(), 'a', changes), apiWith('allowed')] as const,
  ),
  ...Object.entries(clouds).map(([name, given]) => [`a cloud ${name}`, pairWith(given), apiWith('allowed')] as const),
  ...ports.flatMap((port, index) =>
    [{}, { packages: {}, verified: undefined }].map(
      (changes) => [`hosts that answer as ${index}`, tried(port, as(changes)), apiWith('denied')] as const,
    ),
  ),
  ['two MTUs', mtu(mtu(healthyPair(), 'a', 9000), 'b', 1500), apiWith('allowed')],
  ['a crowd of HAVIPs', pairWith([{ haVips: havips }, { mechanism: 'havip' }]), apiWith('allowed')],
  [
    'a HAVIP that moved',
    pairWith([withHaVip({ flushedAt: '2026-11-22 12:00:00' }), { mechanism: 'havip' }]),
    apiWith('allowed'),
  ],
  ['a key on the hosts', { ...fresh, spec: { ...fresh.spec, hostCredentials: 'key' } }, apiWith('allowed')],
  ...Object.entries(apis).flatMap(([name, api]) =>
    [{}, { verified: undefined }].map(
      (changes) =>
        [`an API ${name}`, changeHost(changeHost(healthyPair(), 'a', as(changes)), 'b', as(changes)), api] as const,
    ),
  ),
];

async function findAll(given: Pair<'audit'>, api: HostApi): Promise<readonly PublishedFinding[]> {
  // The files on the hosts are in the pair's language, whatever the run's is.
  const pair: Pair<'audit'> = { ...given, spec: { ...given.spec, language: 'en' } };
  const context = contextOf(pair, { apis: { a: api, b: api } });
  const fresh = contextOf(as<Pair<'full'>>(pair), { apis: { a: api, b: api } });
  return as([
    ...(await runVerify(context)),
    ...(await runPreflight(fresh)),
    ...(await runPreflight(fresh, { cloudAlone: true })),
  ]);
}

/** Names of the fixtures, of Linux's distributions, and words of keepalived and systemd. */
const quoted = ['web', 'mine', 'db', ...distributions.flatMap(({ id, name }) => [id, ...name.split(' ')])];

const textsOf = (found: readonly PublishedFinding[]) => found.flatMap(({ message, hint = '' }) => [message, hint]);

describe('what checks find', () => {
  it.each(every)('of %s is told in one language', async (_, pair, api) => {
    const plain = await findAll(pair, api);
    expect(textsOf(plain).flatMap(chineseWords)).toEqual([]);
    speak(chinese);
    const found = await findAll(pair, api);
    expect(found.map(({ id, level, where }) => [id, level, where])).toEqual(
      plain.map(({ id, level, where }) => [id, level, where]),
    );
    expect(textsOf(found).flatMap((text) => englishWords(text, quoted))).toEqual([]);
    for (const { message } of found) expect(message).toMatch(/[\u3400-\u9fff]/);
  });

  it('of all of these together are most of the ids that checks have', async () => {
    const all = await Promise.all(every.map(([, pair, api]) => findAll(pair, api)));
    const ids = new Set(all.flat().map(({ id }) => id));
    const never = checksTable()
      .flatMap(({ ids: [id = ''] }) => id)
      .filter((id) => !ids.has(id));
    expect(never).toEqual([]);
  });

  it('stands in straight columns, with its level in words', async () => {
    speak(chinese);
    const found = await findAll(changeHost(healthyPair(), 'a', hosts['with a fast clock'] ?? {}), apiWith('denied'));
    const lines = formatChecks(found, { 'ins-aaaaaaa1': 'ins-aaaaaaa1 (db-1 10.0.1.16)' });
    expect(lines[0]?.text).toBe('云端与集群');
    const columns = lines
      .filter(({ text }) => /^ {2}\S/.test(text))
      .map(({ text }) => displayWidth(/^ {2}\S+ +\S+ +/.exec(text)?.[0] ?? ''));
    expect(columns.length).toBeGreaterThan(20);
    expect(new Set(columns).size).toBe(1);
    expect(lines.map(({ text }) => text).join('\n')).toMatch(/ {2}错误 +clock +.*\n +→ 请在该主机上运行：timedatectl/);
  });

  it('is asked for reasons that both languages give', () => {
    for (const { about, ids } of checksTable()) expect([ids, chineseWords(about)]).toEqual([ids, []]);
    speak(chinese);
    for (const { about, ids } of checksTable()) expect([ids, englishWords(about)]).toEqual([ids, []]);
  });
});
