import { describe, expect, it } from 'vitest';
import { surveyCloud } from '../../src/mechanism/survey.js';
import { haltHooksOperation, rivalOperation } from '../../src/operations/mechanism-change.js';
import { withOwnVip } from '../../src/pair/known-vip.js';
import { buildPlan } from '../../src/plan/build.js';
import { FakeCloud } from '../fakes/cloud.js';
import { withHaVip } from '../fakes/havip.js';
import { as, freshHost, inventory, view, withVip } from '../fakes/view.js';

const running = { ...freshHost(1).hooksService, active: true, enabled: true };
const hosts = { a: { hooksService: running }, b: { hooksService: running } };
const python = { path: '/usr/bin/python3', version: [3, 11, 2] as const };
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

  it('unbinds the EIP of the HAVIP that goes', () => {
    const seen = view({ inventory: withHaVip({ eipAddress: '198.51.100.7' }) });
    expect(kinds(rivalOperation.diff(seen))).toEqual(['havip.unbind', 'havip.delete']);
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
