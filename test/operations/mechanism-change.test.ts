import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../../src/facts/host.js';
import { surveyCloud } from '../../src/mechanism/survey.js';
import { isEipOfPair } from '../../src/mechanism/topology.js';
import { haltHooksOperation, rivalOperation } from '../../src/operations/mechanism-change.js';
import { vipOperation } from '../../src/operations/vip.js';
import { withOwnVip } from '../../src/pair/known-vip.js';
import { buildPlan } from '../../src/plan/build.js';
import { stages } from '../../src/plan/stages.js';
import type { Inventory } from '../../src/ports/inventory.js';
import { FakeCloud } from '../fakes/cloud.js';
import { withHaVip } from '../fakes/havip.js';
import { as, freshHost, inventory, view, withVip } from '../fakes/view.js';

const running = { ...freshHost(1).hooksService, active: true, enabled: true };
const hosts = { a: { hooksService: running }, b: { hooksService: running } };
const python = { path: '/usr/bin/python3', version: [3, 11, 2] as const };
const bound = { id: 'eip-aaaaaaa1', name: '', ip: '198.51.100.7', status: 'BIND', privateIp: '10.0.1.100' };
/** A host with the VIP on its NIC. */
const serving = (number: 1 | 2) => {
  const [nic] = freshHost(number).network.interfaces;
  const interfaces = [{ ...nic, addresses: [{ address: '10.0.1.100', prefix: 32 }] }];
  return as<Partial<HostFacts>>({ network: { ...freshHost(number).network, interfaces } });
};
const kinds = (found: { readonly changes: readonly { readonly kind: string }[] }) =>
  found.changes.map(({ kind }) => kind);

describe('a running pair that changes its mechanism and keeps its address', () => {
  const there = [
    ['to havip', 'havip', withVip(1), ['vip.unassign', 'havip.create']],
    ['to migrate', 'migrate', withHaVip(), ['havip.delete', 'vip.assign']],
  ] as const;

  it.each(there)(
    '%s frees it before it is taken, with the hooks of both hosts at rest',
    (_, mechanism, found, calls) => {
      const seen = view({
        answers: { mechanism },
        inventory: found,
        hosts: { a: { ...hosts.a, python }, b: { ...hosts.b, python } },
      });
      const plan = buildPlan(seen).flatMap(({ changes }) => changes.map(({ kind }) => kind));
      const first = plan.indexOf('service.stop');
      expect(plan.slice(first, first + 4)).toEqual(['service.stop', 'service.stop', ...calls]);
      expect(plan.lastIndexOf(calls[1])).toBe(first + 3);
      expect(plan.indexOf('file.write', first)).toBeGreaterThan(first);
    },
  );

  // On a fresh pair of these two, VRRP makes b active.
  it.each(['a', 'b'] as const)('gives a VIP that has no record to %s where that host serves it', (node) => {
    const number = node === 'a' ? 1 : 2;
    const seen = view({ inventory, hosts: { [node]: serving(number) } });
    expect(vipOperation.diff(seen)).toMatchObject({ changes: [{ kind: 'vip.assign', eni: `eni-aaaaaaa${number}` }] });
  });

  it.each([
    [
      'of the HAVIP that goes',
      'migrate',
      withHaVip({ eipAddress: '198.51.100.7' }, { eips: as([bound]) }),
      ['havip.unbind', 'havip.delete'],
    ],
    [
      'of the address that leaves its ENI',
      'havip',
      { ...withVip(1), eips: as<Inventory['eips']>([{ ...bound, eni: 'eni-aaaaaaa1' }]) },
      ['eip.disassociate', 'vip.unassign'],
    ],
  ] as const)('unbinds the EIP %s, which is no EIP of strangers', (_, mechanism, found, changes) => {
    const seen = view({ answers: { mechanism, eip: 'eip-aaaaaaa1' }, inventory: found });
    expect(kinds(rivalOperation.diff(seen))).toEqual(changes);
    expect(isEipOfPair(seen.spec, seen.topology)).toBe(true);
  });

  it('has its VIP announced by the host that serves first, and does not wait for the EIP', () => {
    const seen = view({
      answers: { mechanism: 'havip', eip: 'eip-aaaaaaa1' },
      inventory: { ...withVip(1), eips: as<Inventory['eips']>([{ ...bound, eni: 'eni-aaaaaaa1' }]) },
      hosts: {
        a: { ...hosts.a, ...serving(1), python, service: running },
        b: { ...hosts.b, python, service: running },
      },
    });
    const last = stages(seen).at(-1)?.lanes ?? [];
    expect(last.map(([first]) => first?.target)).toEqual(['cloud', 'a']);
  });
});

describe('nothing is taken away', () => {
  it.each([
    [
      'with another address',
      view({ answers: { mechanism: 'havip', vip: '10.0.1.101' }, inventory: withVip(1), hosts }),
    ],
    ['that somebody else named', view({ inventory: withHaVip({ name: 'db' }), hosts })],
    ['where the VIP is there already', view({ inventory: withVip(1), hosts })],
  ])('%s', (_, seen) => {
    expect([rivalOperation.diff(seen).changes, haltHooksOperation('a').diff(seen).changes]).toEqual([[], []]);
  });
});

describe('with vip: auto', () => {
  it('a pair that leaves HAVIP keeps its address', async () => {
    const found = { ...withHaVip(), enis: inventory.enis };
    const { spec } = view({ answers: { vip: 'auto' } });
    const cloud = new FakeCloud(found);
    cloud.used = as([{ address: '10.0.1.100', resourceId: 'havip-aaaaaaa1', resourceType: 'HAVIP' }]);
    const facts = await surveyCloud(cloud, spec);
    expect(facts.inventory.haVips).toHaveLength(1);
    const settings = as<object>({ settings: { cluster: 'web', vip: '10.0.1.100' } });
    const known = withOwnVip(spec, { a: { known: settings }, b: { known: settings } }, { known: facts });
    expect(known.vip).toBe('10.0.1.100');
  });
});
