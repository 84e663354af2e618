import { describe, expect, test } from 'vitest';
import type { HostFacts } from '../../src/facts/host.js';
import { findFormer, locateFormer, verifyFormer } from '../../src/pair/former.js';
import type { Inventory } from '../../src/ports/inventory.js';
import { as, freshHost, inventory, type ViewOverrides, view } from '../fakes/view.js';

type Host = NonNullable<NonNullable<ViewOverrides['hosts']>['a']>;

const told = (self: string, peer: string, cluster = 'web') =>
  as<Host>({
    settings: {
      ...{ cluster, vip: '10.0.1.100' },
      self: { instance: self, eni: 'eni-self', ip: '10.0.1.16' },
      peer: { instance: peer, eni: 'eni-peer', ip: '10.0.1.99' },
    },
  });

test('the host that stays tells whom the answers left out, and whose place is taken', () => {
  const former = { instance: 'ins-old00001', eniId: 'eni-peer' };
  expect(findFormer(view({ hosts: { a: told('ins-aaaaaaa1', 'ins-old00001') } }))).toEqual({ node: 'b', ...former });
  expect(findFormer(view({ hosts: { b: told('ins-aaaaaaa2', 'ins-old00001') } }))).toEqual({ node: 'a', ...former });
});

test.each<[string, Host | undefined]>([
  ['a fresh pair', undefined],
  ['a pair as it was', told('ins-aaaaaaa1', 'ins-aaaaaaa2')],
  ['a pair of another cluster', told('ins-aaaaaaa1', 'ins-old00001', 'db')],
  ['a disk that was copied from another host', told('ins-other001', 'ins-old00001')],
])('%s has no former host', (_, a) => {
  expect(findFormer(view({ hosts: { ...(a && { a }) } }))).toBeUndefined();
});

describe('a host that stays may lie about its former peer', () => {
  const pair = view();
  const claim = as<Parameters<typeof locateFormer>[0]>({ node: 'b', instance: 'ins-old00001', eniId: 'eni-old00001' });
  const [first] = inventory.enis;
  if (first === undefined) throw new Error('the fixture has ENIs');
  const with_ = (subnetId: string): Inventory => ({
    ...inventory,
    instances: [
      ...inventory.instances,
      { ...as<Inventory['instances'][number]>(inventory.instances[0]), id: claim.instance },
    ],
    enis: [
      ...inventory.enis,
      {
        ...first,
        id: as('eni-old00001'),
        instance: claim.instance,
        mac: '52:54:00:00:00:09',
        subnetId,
        ips: [as({ address: '10.0.1.99', primary: true, description: '', state: 'AVAILABLE' })],
      },
    ],
  });
  const former = () => {
    const found = locateFormer(claim, with_(pair.topology.subnet.id), pair.topology);
    if (found === undefined) throw new Error('it is in the inventory');
    return found;
  };
  const host = (mac: string, changes: Partial<HostFacts>) => {
    const base = freshHost(1);
    const [nic] = base.network.interfaces;
    if (nic === undefined) throw new Error('the fixture has a NIC');
    return { ...base, network: { ...base.network, interfaces: [{ ...nic, mac }] }, ...changes };
  };
  const settings = (changes: object) =>
    as<NonNullable<HostFacts['settings']>>({
      ...{ cluster: 'web', vip: pair.topology.vip },
      self: { instance: 'ins-old00001', eni: 'eni-old00001', ip: '10.0.1.99' },
      peer: { instance: 'ins-aaaaaaa1', eni: pair.topology.nodes.a.eni.id, ip: '10.0.1.16' },
      ...changes,
    });

  test('the address is the cloud record, whatever the host says', () => {
    expect(former()).toMatchObject({ address: '10.0.1.99', eni: { id: 'eni-old00001' } });
  });

  test('an instance of another region or one that is gone is not dialled', () => {
    expect(locateFormer(claim, inventory, pair.topology)).toBeUndefined();
  });

  test('an instance of another subnet is refused before anything is dialled', () => {
    expect(() => locateFormer(claim, with_('subnet-other001'), pair.topology)).toThrow(/no ENI of ins-old00001 in/);
  });

  test('a machine that merely has the address is refused', () => {
    const facts = host('52:54:00:00:00:77', { settings: settings({}) });
    expect(() => verifyFormer(former(), facts, pair)).toThrow(/another one/);
  });

  test.each([
    ['another VIP', { vip: '10.0.1.222' }],
    ['another cluster', { cluster: 'db' }],
    ['another peer', { peer: { instance: 'ins-zzzzzzz1', eni: 'eni-zzzzzzz1', ip: '10.0.1.18' } }],
    ['another ENI', { self: { instance: 'ins-old00001', eni: 'eni-zzzzzzz2', ip: '10.0.1.99' } }],
  ])('a member of another pair is refused: %s', (_, changes) => {
    const facts = host('52:54:00:00:00:09', { settings: settings(changes) });
    expect(() => verifyFormer(former(), facts, pair)).toThrow(/serves another pair/);
  });

  test('the true former host passes, and one that an interrupted run has emptied', () => {
    verifyFormer(former(), host('52:54:00:00:00:09', { settings: settings({}) }), pair);
    verifyFormer(former(), host('52:54:00:00:00:09', {}), pair);
  });
});
