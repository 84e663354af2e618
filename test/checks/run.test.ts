import { expect, test } from 'vitest';
import type { HostApi } from '../../src/checks/context.js';
import { type Group, runPreflight, runVerify } from '../../src/checks/run.js';
import { CloudError, HaSetupError, HostError } from '../../src/errors.js';
import type { HostFacts } from '../../src/facts/host.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import { english } from '../../src/messages/en/english.js';
import type { Pair } from '../../src/pair/pair.js';
import type { CloudReader } from '../../src/ports/cloud.js';
import type { OpenHost } from '../../src/ports/host.js';
import { changeHost, contextOf, healthyPair } from '../fakes/pair.js';
import { as, freshHost, inventory } from '../fakes/view.js';

/** Two hosts on which nothing of ha-setup is yet; apt can have all packages. */
function freshPair(changes: Partial<Pair<'full'>> = {}): Pair<'full'> {
  const { spec } = healthyPair();
  const port = (node: 'a' | 'b') =>
    as<OpenHost>({
      node,
      read: async () => ({
        code: 0,
        stdout: 'Inst keepalived (1:2.2.7-1+b2 Debian:12 [amd64])\nConf keepalived',
        stderr: '',
      }),
    });
  const topology = resolveTopology(spec, inventory, []);
  return {
    ...healthyPair(),
    cloud: { known: { inventory, used: [] } },
    ...(topology && { topology }),
    hosts: { a: { known: freshHost(1) }, b: { known: freshHost(2) } },
    ports: { cloud: as({ proveMay: async () => 'allowed' }), hosts: { a: port('a'), b: port('b') } },
    ...changes,
  };
}

const api: HostApi = {
  credentials: async () => as({ source: 'the CAM role ha' }),
  cloud: () => as<CloudReader>({ findOwner: async () => undefined, proveMay: async () => 'allowed' }),
};

async function groupsOf(pair: Pair<'full'>, cloudAlone = false) {
  const groups: Group[] = [];
  const context = contextOf(pair, { apis: { a: api, b: api } });
  const findings = await runPreflight(context, { onGroup: (group) => groups.push(group), cloudAlone });
  expect(groups.flatMap((group) => group.findings)).toEqual(findings);
  return { findings, titles: groups.map(({ title }) => title) };
}

const preflightTitles: readonly string[] = Object.values(english.findings.subjects).slice(0, 9);

test('preflight shows one line a subject, in their order, and finds nothing wrong with two fresh hosts', async () => {
  const { findings, titles: shown } = await groupsOf(freshPair());
  expect(findings).toEqual([]);
  expect(shown).toEqual(preflightTitles.filter((title) => title !== 'EIP'));
});

test('before the hosts are asked, it looks at the cloud alone', async () => {
  const failure = new HaSetupError('it has not been asked yet');
  const pair = freshPair({ hosts: { a: { failure }, b: { failure } } });
  const { findings, titles: shown } = await groupsOf(pair, true);
  expect(findings).toEqual([]);
  expect(shown).toEqual(['instances and ENIs', 'VIP', 'security groups']);
});

test('what only trying shows is left out where something is wrong already', async () => {
  const host: HostFacts = { ...freshHost(2), clockOffsetMs: 90_000 };
  const { findings, titles: shown } = await groupsOf(
    freshPair({ hosts: { a: { known: freshHost(1) }, b: { known: host } } }),
  );
  expect(findings.map(({ id, level }) => [id, level])).toEqual([['clock', 'error']]);
  expect(shown.at(-1)).toBe("the hosts' network settings");
});

test('where a host is not reached, nothing is said of the two hosts', async () => {
  const failure = new HostError('refused', 'the connection was refused', { where: '10.0.1.17:22' });
  const { findings, titles: shown } = await groupsOf(
    freshPair({ hosts: { a: { known: freshHost(1) }, b: { failure } } }),
  );
  expect(findings).toMatchObject([{ id: 'ssh', where: '10.0.1.17:22', message: 'the connection was refused' }]);
  expect(shown.at(-1)).toBe('SSH to both hosts');
});

test('an instance that is off is named once', async () => {
  const failure = new HaSetupError('the instance is STOPPED');
  const [first, second] = inventory.instances;
  const instances = as<typeof inventory.instances>([first, { ...second, state: 'STOPPED' }]);
  const { findings } = await groupsOf(
    freshPair({
      cloud: { known: { inventory: { ...inventory, instances }, used: [] } },
      hosts: { a: { known: freshHost(1) }, b: { failure } },
    }),
  );
  expect(findings.map(({ id, where }) => [id, where])).toEqual([['nodes', 'ins-aaaaaaa2']]);
});

test('where the API does not answer, that is all that preflight says', async () => {
  const { topology: _, ...pair } = freshPair();
  const failure = new CloudError('DescribeInstances', 'Network', 'no answer');
  const { findings, titles: shown } = await groupsOf({
    ...pair,
    cloud: { failure },
    hosts: { a: { failure }, b: { failure } },
  });
  expect(findings.map(({ id }) => id)).toEqual(['cloud.api']);
  expect(shown).toEqual(['instances and ENIs', 'SSH to both hosts']);
});

test('a pair that passed its drills is not tried again before a run', async () => {
  const refuse = async () => {
    throw new CloudError('MigratePrivateIpAddress', 'AuthFailure.SecretIdNotFound', 'no such key');
  };
  const broken: HostApi = { ...api, credentials: refuse };
  const tried = (pair: Pair<'full'>) => runPreflight(contextOf(pair, { apis: { a: broken, b: broken } }));
  expect((await tried(freshPair())).map(({ id }) => id)).toEqual(['api.credentials', 'api.credentials']);
  const { hosts, cloud, topology } = healthyPair();
  expect(await tried(freshPair({ hosts, cloud, ...(topology && { topology }) }))).toEqual([]);
});

test('a host that does not reach the API is told that a proxy is no way for its hooks', async () => {
  const unreached = async () => {
    throw new HostError('unreachable', 'it cannot connect to vpc.tencentcloudapi.com:443', { hint: 'see its route' });
  };
  const broken: HostApi = { ...api, credentials: unreached };
  const found = await runPreflight(contextOf(freshPair(), { apis: { a: broken, b: broken } }));
  const proxy = 'see its route; an HTTP proxy is of no use to the hosts: their hooks call the API directly';
  expect(found.map(({ id, hint }) => [id, hint])).toEqual([
    ['api.credentials', proxy],
    ['api.credentials', proxy],
  ]);
});

const ofHost = [
  ...['service.active', 'service.enabled', 'service.loaded', 'config.test', 'vrrp.guard', 'versions', 'host.identity'],
  ...[
    'files.drift',
    'hooks.running',
    'hooks.service',
    'hooks.fit',
    'vrrp',
    'vip.nic',
    'api.credentials',
    'credentials.expiry',
  ],
  ...['api.may-migrate', 'clock', 'disk', 'log.switches', 'network.routing'],
];

test('verify says of a healthy pair that each thing is well: the cloud, the ways in, one host, the other', async () => {
  const findings = await runVerify(contextOf(healthyPair(), { apis: { a: api, b: api } }));
  const of = (where: string) => findings.filter((one) => one.where === where).map(({ id }) => id);
  expect(findings.map(({ id }) => id)).toEqual([
    ...['cloud.api', 'nodes', 'placement', 'security-group', 'vip.owner', 'quota', 'drills', 'ssh', 'ssh'],
    ...ofHost,
    ...ofHost,
  ]);
  expect([of('ins-aaaaaaa1'), of('ins-aaaaaaa2')]).toEqual([
    ['ssh', ...ofHost],
    ['ssh', ...ofHost],
  ]);
});

test('the same clock is a warning of a pair that runs, and ends a run before it begins', async () => {
  const off = { clockOffsetMs: 90_000 };
  const verified = await runVerify(contextOf(changeHost(healthyPair(), 'b', off)));
  const hosts = { a: { known: freshHost(1) }, b: { known: { ...freshHost(2), ...off } } };
  const preflight = await runPreflight(contextOf(freshPair({ hosts })));
  const levels = [verified, preflight].map((all) =>
    all.filter(({ id, level }) => id === 'clock' && level !== 'ok').map(({ level }) => level),
  );
  expect(levels).toEqual([['warning'], ['error']]);
});

test('different MTUs of the two NICs are a warning, before a run and after', async () => {
  const hosts = { a: { ...freshHost(1), ...mtuOf(1, 1500) }, b: { ...freshHost(2), ...mtuOf(2, 8500) } };
  const preflight = await runPreflight(
    contextOf(freshPair({ hosts: { a: { known: hosts.a }, b: { known: hosts.b } } })),
  );
  expect(preflight).toMatchObject([{ id: 'network.mtu', level: 'warning', where: 'ins-aaaaaaa1' }]);
  expect(preflight[0]?.message).toContain('eth0 is 1500 there and that of eth0 on ins-aaaaaaa2 is 8500');
  const same = { a: { known: hosts.a }, b: { known: { ...freshHost(2), ...mtuOf(2, 1500) } } };
  expect(await runPreflight(contextOf(freshPair({ hosts: same })))).toEqual([]);
  const running = changeHost(changeHost(healthyPair(), 'a', mtuOf(1, 1500)), 'b', mtuOf(2, 8500));
  const verified = await runVerify(contextOf(running));
  expect(verified.filter(({ level }) => level === 'warning').map(({ id }) => id)).toEqual(['network.mtu']);
});

function mtuOf(number: 1 | 2, mtu: number): Pick<HostFacts, 'network'> {
  const { network } = freshHost(number);
  return { network: { ...network, interfaces: network.interfaces.map((one) => ({ ...one, mtu })) } };
}
