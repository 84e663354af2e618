import { describe, expect, it } from 'vitest';
import { resolveTopology } from '../../src/mechanism/topology.js';
import { eipBindingOperation } from '../../src/operations/eip.js';
import { vipRemoval } from '../../src/operations/removal.js';
import { vipOperation } from '../../src/operations/vip.js';
import { stages } from '../../src/plan/stages.js';
import type { HaVip, Inventory } from '../../src/ports/inventory.js';
import { pair, withHaVip } from '../fakes/havip.js';
import { as, inventory, view } from '../fakes/view.js';

const answers = { mechanism: 'havip' } as const;
const vipChanges = (found: Inventory, more: Parameters<typeof view>[0] = {}) =>
  vipOperation.diff(view({ inventory: found, ...more, answers: { ...answers, ...more.answers } })).changes;

describe('the HAVIP', () => {
  it('is made for the two instances alone, under the cluster’s name', () => {
    expect(vipChanges(inventory)).toEqual([
      {
        ...{ kind: 'havip.create', name: 'ha-setup-web', cluster: 'web', vpcId: 'vpc-1', subnetId: 'subnet-1' },
        ...{ vip: '10.0.1.100', instances: pair },
      },
    ]);
  });

  it.each([
    ['by its address', '10.0.1.100'],
    ['by its id', 'havip-aaaaaaa1'],
    ['by the cluster’s name', 'auto'],
  ])('is recognised %s, and then left as it is', (_, vip) => {
    const found = withHaVip();
    expect(vipChanges(found, { answers: { vip } })).toEqual([]);
    expect(view({ inventory: found, answers: { ...answers, vip } }).topology).toMatchObject({
      vip: '10.0.1.100',
      haVip: { id: 'havip-aaaaaaa1' },
    });
  });

  it('stands for no address where the account does not have its id', () => {
    const { spec } = view({ inventory: withHaVip(), answers: { ...answers, vip: 'havip-aaaaaaa1' } });
    expect(resolveTopology(spec, inventory, [])).toBeUndefined();
  });

  it('that is not named for the cluster is no answer to auto, and its address is not free', () => {
    const found = withHaVip({ name: 'db', address: '10.0.1.254' });
    expect(vipChanges(found, { answers: { vip: 'auto' } })).toMatchObject([
      { kind: 'havip.create', vip: '10.0.1.253' },
    ]);
  });

  it('belongs to whoever announced it last', () => {
    const owned = withHaVip({ state: 'AVAILABLE', instance: pair[1], eni: 'eni-aaaaaaa2' });
    expect(view({ inventory: owned, answers }).topology).toMatchObject({
      owner: 'b',
      vipRecord: { eni: { id: 'eni-aaaaaaa2' }, name: 'ha-setup-web', state: 'AVAILABLE' },
    });
    const nobodys = view({ inventory: withHaVip(), answers }).topology;
    expect([nobodys.owner, nobodys.vipRecord]).toEqual([undefined, undefined]);
  });

  it('lets in the instance that comes before it shuts out the one that leaves', () => {
    const associations = ['ins-former1', pair[0]].map((instance) => ({ instance, type: 'CVM' }));
    expect(vipChanges(withHaVip({ associations }))).toEqual([
      { kind: 'havip.associate', haVip: 'havip-aaaaaaa1', instances: [pair[1]] },
      { kind: 'havip.disassociate', haVip: 'havip-aaaaaaa1', instances: ['ins-former1'] },
    ]);
  });

  it('of somebody else keeps whom that person let in, but for a former peer of the pair', () => {
    const associations = ['ins-former1', 'ins-other01', ...pair].map((instance) => ({ instance, type: 'CVM' }));
    const found = withHaVip({ name: 'db', associations });
    expect(vipChanges(found)).toEqual([]);
    const settings = as<never>({ cluster: 'web', self: { instance: pair[0] }, peer: { instance: 'ins-former1' } });
    expect(vipChanges(found, { hosts: { a: { settings } } })).toEqual([
      { kind: 'havip.disassociate', haVip: 'havip-aaaaaaa1', instances: ['ins-former1'] },
    ]);
  });

  it('exists before the hosts’ files are written, which name it', () => {
    const list = stages(view({ answers })).map(({ lanes }) => lanes.flat().map(({ title }) => title));
    const [made, written] = ['VIP', 'files'].map((title) => list.findIndex((titles) => titles.includes(title)));
    expect(made).toBeGreaterThanOrEqual(0);
    expect(written).toBeGreaterThan(made ?? 0);
  });
});

describe('the EIP of a HAVIP', () => {
  const eip = { id: 'eip-aaaaaaa1', name: 'ha-setup-web', ip: '198.51.100.7', status: 'BIND' };
  const eips = as<Inventory['eips']>([eip]);
  const bindings = (changes: Partial<Record<keyof HaVip, unknown>>) =>
    eipBindingOperation.diff(
      view({ inventory: withHaVip(changes, { eips }), answers: { ...answers, eip: 'allocate' } }),
    ).changes;

  it('is bound by its address, once, whoever has the HAVIP', () => {
    expect(bindings({})).toEqual([
      {
        ...{ kind: 'havip.bind', haVip: 'havip-aaaaaaa1', vip: '10.0.1.100', eip: 'eip-aaaaaaa1', ip: '198.51.100.7' },
      },
    ]);
    expect(bindings({ eipAddress: '198.51.100.7' })).toEqual([]);
  });
});

describe('taking a HAVIP away', () => {
  const seen = (vip: object) =>
    as<Parameters<typeof vipRemoval.diff>[0]>({
      ...{ spec: view({ answers }).spec, hosts: {}, releaseEip: false, removeVip: true },
      vip: { address: '10.0.1.100', place: 'havip-aaaaaaa1', ours: true, ...vip },
    });

  it('unbinds its EIP first', () => {
    expect(vipRemoval.diff(seen({ eipAddress: '198.51.100.7' })).changes).toEqual([
      { kind: 'havip.unbind', haVip: 'havip-aaaaaaa1', ip: '198.51.100.7' },
      { kind: 'havip.delete', haVip: 'havip-aaaaaaa1', vip: '10.0.1.100' },
    ]);
  });

  it('leaves one alone that somebody else named', () => {
    expect(vipRemoval.diff(seen({ ours: false })).changes).toEqual([]);
  });
});
