import { describe, expect, it } from 'vitest';
import { readFlushedTime } from '../../src/checks/havip-moves.js';
import { runPreflight, runVerify } from '../../src/checks/run.js';
import { vridOf } from '../../src/cluster/names.js';
import { type Answers, toSpec } from '../../src/cluster/spec.js';
import type { LoggedSwitch } from '../../src/facts/switches.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import type { HaVip, Inventory } from '../../src/ports/inventory.js';
import { haVip, pair, withHaVip } from '../fakes/havip.js';
import { changeHost, contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, inventory, withVip } from '../fakes/view.js';

const specOf = (more: Partial<Answers>) => toSpec({ ...answers, mechanism: 'havip', ...more });

const preflight = async (found: Inventory, more: Partial<Answers> = {}, allowOpen = false) => {
  const cloud = { known: { inventory: { haVipQuota: 10, ...found }, used: [] } };
  const seen = await runPreflight(contextOf({ ...healthyPair(), spec: specOf(more), cloud }, { allowOpen }), {
    cloudAlone: true,
  });
  return seen.map(({ id, level, where }) => `${id} ${level} ${where}`);
};
const associated = (...ids: readonly string[]) => ids.map((instance) => ({ instance, type: 'CVM' }));
type Changes = Partial<Record<keyof HaVip, unknown>>;

describe('before a run with mechanism havip', () => {
  it('nothing is wrong with a pair that has none yet, and with one that is theirs alone', async () => {
    expect(await preflight(inventory)).toEqual([]);
    expect(await preflight(withHaVip())).toEqual([]);
    expect(await preflight(withHaVip({}), { vip: 'havip-aaaaaaa1' })).toEqual([]);
  });

  it.each<[string, Partial<Inventory>]>([
    ['whose quota is none', { haVipQuota: 0 }],
    ['to which the API refuses them', { haVipRefusal: 'UnsupportedOperation' }],
  ])('an account %s is told where to apply', async (_, found) => {
    const cloud = { known: { inventory: { ...inventory, ...found }, used: [] } };
    const seen = await runPreflight(contextOf({ ...healthyPair(), spec: specOf({}), cloud }), { cloudAlone: true });
    expect(seen).toMatchObject([{ id: 'havip.quota', level: 'error', hint: expect.stringContaining('/215/31817') }]);
  });

  it('a quota that may not be read is named', async () => {
    expect(await preflight(as<Inventory>({ ...inventory, haVipQuota: undefined }))).toEqual([
      'havip.quota warning cloud',
    ]);
  });

  it('a full VPC is refused, unless the HAVIP is there already', async () => {
    expect(await preflight({ ...withHaVip({ name: 'db', address: '10.0.1.9' }), haVipQuota: 1 })).toEqual([
      'havip.quota error cloud',
    ]);
    expect(await preflight({ ...withHaVip(), haVipQuota: 1 })).toEqual([]);
  });

  it.each<[string, Changes, Partial<Answers>, readonly string[]]>([
    ['that the VPC does not have', {}, { vip: 'havip-bbbbbbb1' }, ['havip.exists error havip-bbbbbbb1']],
    ['in another subnet', { subnetId: 'subnet-2' }, {}, ['havip.exists error havip-aaaaaaa1']],
    [
      'that ENIs may have',
      { associations: [{ instance: 'eni-x', type: 'ENI' }] },
      {},
      ['havip.range error havip-aaaaaaa1'],
    ],
    [
      'that others may have',
      { name: 'db', associations: associated(...pair, 'ins-x') },
      {},
      ['havip.range error havip-aaaaaaa1'],
    ],
    ['that anybody may seize', { checkAssociate: false }, {}, ['havip.closed error havip-aaaaaaa1']],
    ['that a third instance has', { instance: 'ins-x', eni: 'eni-x' }, {}, ['havip.holder error havip-aaaaaaa1']],
  ])('one is refused %s', async (_, changes, more, expected) => {
    expect(await preflight(withHaVip(changes), more)).toEqual(expected);
  });

  it('--allow-open goes on with one that anybody may seize, with a warning', async () => {
    expect(await preflight(withHaVip({ checkAssociate: false }), {}, true)).toEqual([
      'havip.closed warning havip-aaaaaaa1',
    ]);
  });

  it('its address may not be a secondary address at the same time', async () => {
    expect(await preflight(withVip(1, 'somebody’s'))).toEqual(['vip.address error cloud']);
  });

  it('a sixth HAVIP on an instance is warned about', async () => {
    const others = Array.from({ length: 5 }, (_, index) =>
      haVip({
        id: `havip-${index}`,
        name: 'db',
        address: `10.0.1.2${index}`,
        associations: associated('ins-aaaaaaa2'),
      }),
    );
    expect(await preflight({ ...inventory, haVips: others })).toEqual(['havip.crowd warning ins-aaaaaaa2']);
  });

  it('another EIP on it is refused', async () => {
    const eips = as<Inventory['eips']>([{ id: 'eip-aaaaaaa1', name: '', ip: '198.51.100.7', status: 'UNBIND' }]);
    expect(await preflight(withHaVip({ eipAddress: '198.51.100.8' }, { eips }), { eip: 'eip-aaaaaaa1' })).toEqual([
      'havip.eip error havip-aaaaaaa1',
    ]);
  });

  it('a pair of the same VRID in the VPC is warned about, as far as its name tells', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `n${index}`);
    const twin = names.find((name) => vridOf(name) === vridOf('web')) ?? '';
    const found = { ...inventory, haVips: [haVip({ name: `ha-setup-${twin}`, address: '10.0.1.9' })] };
    expect(await preflight(found)).toEqual(['vrid warning cloud']);
  });
});

describe('a running pair with mechanism havip', () => {
  const verify = async (
    changes: Changes,
    switches: readonly Partial<LoggedSwitch>[] = [],
    more: Partial<Answers> = {},
  ) => {
    const found = withHaVip({ state: 'AVAILABLE', instance: pair[0], eni: 'eni-aaaaaaa1', ...changes });
    const spec = specOf(more);
    const topology = resolveTopology(spec, found, []);
    const healthy = changeHost(healthyPair(), 'a', { switches: switches as readonly LoggedSwitch[] });
    const cloud = { known: { inventory: found, used: [] } };
    const seen = await runVerify(contextOf({ ...healthy, spec, cloud, ...(topology && { topology }) }));
    return seen.filter(({ id }) => id.startsWith('havip.') || id === 'vip.owner');
  };
  const levelOf = async (id: string, ...given: Parameters<typeof verify>) =>
    (await verify(...given)).find((one) => one.id === id)?.level;
  const unbound = { instance: undefined, eni: undefined, state: 'UNBIND' };
  const at = '2026-11-22 20:00:05';

  it('is well where its HAVIP is with one of the two', async () => {
    expect((await verify({})).map(({ id, level }) => `${id} ${level}`)).toEqual([
      'vip.owner ok',
      'havip.range ok',
      'havip.closed ok',
    ]);
  });

  it('is broken while nobody has announced it', async () => {
    expect(await levelOf('vip.owner', unbound)).toBe('error');
  });

  it.each([
    ['role', 'the active host announces it'],
    ['none', 'on the active host, systemctl restart ha-setup-vip.service announces it again'],
  ] as const)('is told how it is announced again, with %s for the hosts', async (type, hint) => {
    const [seen] = await verify(unbound, [], { hostCredentials: { type } });
    expect(seen?.hint).toContain(hint);
  });

  it('is told of whoever else may have it, and of a check that is off', async () => {
    expect(await levelOf('havip.range', { associations: associated(...pair, 'ins-x') })).toBe('error');
    expect(await levelOf('havip.closed', { checkAssociate: false })).toBe('warning');
  });

  it.each([
    ['explained in the time of Beijing', '2026-11-22T12:00:00Z', 'ok'],
    ['explained in UTC', '2026-11-22T20:00:00Z', 'ok'],
    ['explained by nothing', '2026-11-22T11:00:00Z', 'warning'],
    ['older than what the logs still tell', '2026-11-23T12:00:00Z', 'unproven'],
  ])('its last move is %s', async (_, landed, level) => {
    expect(await levelOf('havip.moves', { flushedAt: at }, [{ at: '-', atMs: Date.parse(landed) }])).toBe(level);
  });

  it('names the time and the holder of a move that nothing explains', async () => {
    const seen = await verify({ flushedAt: at }, [{ at: '-', atMs: Date.parse('2026-11-22T11:00:00Z') }]);
    expect(seen.find(({ id }) => id === 'havip.moves')?.message).toContain(`${pair[0]} at ${at}`);
  });
});

it('a FlushedTime that is no time is none', () => {
  expect(readFlushedTime('0000-00-00 00:00:00')).toEqual([]);
  expect(readFlushedTime('yesterday')).toEqual([]);
});
