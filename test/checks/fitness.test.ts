import { expect, test } from 'vitest';
import type { HostApi } from '../../src/checks/context.js';
import { findUnfitness } from '../../src/checks/run.js';
import { explainUnfitness } from '../../src/checks/unfitness.js';
import { Secret } from '../../src/cluster/secret.js';
import { CloudError, HostError } from '../../src/errors.js';
import type { HostAudit } from '../../src/facts/audit.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import type { Pair } from '../../src/pair/pair.js';
import type { CloudReader, Proof } from '../../src/ports/cloud.js';
import type { Eni, Inventory } from '../../src/ports/inventory.js';
import { changeHost, contextOf, healthyPair } from '../fakes/pair.js';
import { as } from '../fakes/view.js';

/** The standby of a healthy pair, b, is to become active. */
async function unfitness(pair: Pair<'audit'> = healthyPair(), migrate: Proof | Error = 'allowed') {
  const cloud = as<CloudReader>({
    findOwner: async () => 'eni-aaaaaaa1',
    proveMay: async () => {
      if (migrate instanceof Error) throw migrate;
      return migrate;
    },
  });
  const credentials = { secretId: 'AKID', secretKey: new Secret('k'), source: 'the CAM role ha' };
  const api: HostApi = { credentials: async () => credentials, cloud: () => cloud };
  return findUnfitness('b', contextOf(pair, { apis: { b: api } }));
}

const words = async (...given: Parameters<typeof unfitness>) => (await unfitness(...given)).map(explainUnfitness);
const standby = (changes: Partial<HostAudit>) => changeHost(healthyPair(), 'b', changes);
const status = (changes: object) => {
  const { hosts } = healthyPair();
  const before = 'known' in hosts.b ? hosts.b.known.hooks.status : undefined;
  return standby({ hooks: { status: { ...as<NonNullable<typeof before>>(before), ...changes } } });
};
const fault = (name: string, why: string) => standby({ watch: { state: 'running', faults: { [name]: why } } });
const unreached = { failure: new HostError('timeout', 'timed out') };
const address = (last: number) => as<Eni['ips'][number]>({ address: `10.0.1.${last}`, primary: false });

/** With so many addresses on the ENI of b, of 6 that it may have. */
function full(count: number, more: readonly Eni['ips'][number][] = []): Pair<'audit'> {
  const pair = healthyPair();
  if (!('known' in pair.cloud)) throw new Error('the fixture has a cloud');
  const before: Inventory = pair.cloud.known.inventory;
  const enis = before.enis.map((eni): Eni => {
    if (eni.id !== 'eni-aaaaaaa2') return eni;
    const others = Array.from({ length: count - 1 }, (_, index) => address(20 + index));
    return { ...eni, ips: [...eni.ips, ...others, ...more] };
  });
  const known = { inventory: { ...before, enis }, used: [] };
  const topology = resolveTopology(pair.spec, known.inventory, []);
  return { ...pair, cloud: { known }, ...(topology && { topology }) };
}

test('a quiet standby is fit, even where its permission could not be proven', async () => {
  expect(await unfitness()).toEqual([]);
  expect(await unfitness(healthyPair(), 'unproven')).toEqual([]);
});

test('what only keeps us from asking does not make it unfit', async () => {
  expect(await unfitness(healthyPair(), new HostError('forwarding', 'it forwards nothing'))).toEqual([]);
});

test.each<[string, Pair<'audit'>, Proof | Error, RegExp]>([
  ['unreachable', { ...healthyPair(), hosts: { ...healthyPair().hosts, b: unreached } }, 'allowed', /timed out/],
  ['without hooks', standby({ hooks: {} }), 'allowed', /hooks do not answer/],
  ['frozen', standby({ watch: { state: 'frozen', faults: {} } }), 'allowed', /hooks do not answer/],
  ['unhealthy', fault('unhealthy', '12.5 tcp 3306: refused'), 'allowed', /^unhealthy: tcp 3306: refused$/],
  ['held', fault('held', 'by root on op'), 'allowed', /^it is held: by root on op$/],
  ['stopped', status({ role: 'STOP' }), 'allowed', /keepalived does not run/],
  ['in FAULT for no reason of ours', status({ role: 'FAULT' }), 'allowed', /FAULT/],
  ['cut off from the API', status({ owner: 'unknown' }), 'allowed', /API/],
  ['refused by the API', healthyPair(), new CloudError('x', 'AuthFailure', 'no such key'), /hooks: no such key/],
  ['not permitted', healthyPair(), 'denied', /MigratePrivateIpAddress/],
  ['full', full(6), 'allowed', /no room/],
])('one that is %s is not, and it says why', async (_, pair, migrate, reason) => {
  const [only, ...rest] = await words(pair, migrate);
  expect(rest).toEqual([]);
  expect(only).toMatch(reason);
});

test('the reason is a code: nobody reads its words', async () => {
  expect(await unfitness(fault('held', 'by root on op'))).toEqual([
    { code: 'kept-out', fault: 'held', why: 'by root on op' },
  ]);
});

test('a fault explains FAULT, and is said once', async () => {
  const pair = changeHost(status({ role: 'FAULT' }), 'b', { watch: { state: 'running', faults: { isolated: '' } } });
  expect((await unfitness(pair)).map(({ code }) => code)).toEqual(['kept-out']);
});

test('what is wrong with the other host does not count', async () => {
  const pair = changeHost(healthyPair(), 'a', { watch: { state: 'running', faults: { unhealthy: '1 x' } }, hooks: {} });
  expect(await unfitness(pair)).toEqual([]);
});

test('the VIP itself takes no room beside what is there', async () => {
  expect(await unfitness(full(5, [address(100)]))).toEqual([]);
});
