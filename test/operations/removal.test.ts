import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../../src/facts/host.js';
import type { Leftovers } from '../../src/facts/leftovers.js';
import {
  eipRemoval,
  filesRemoval,
  packagesRemoval,
  type RemovalView,
  serviceRemoval,
  tracesRemoval,
  vipRemoval,
} from '../../src/operations/removal.js';
import { buildRemoval, removalStages } from '../../src/plan/removal-stages.js';
import { as, freshHost, view } from '../fakes/view.js';

const conf = '/etc/keepalived/keepalived.conf';
const record = { version: 1, cluster: 'web', installedPackages: ['keepalived', 'python3'], originals: [] } as const;
const none: Leftovers = { backups: [], hooks: false, traces: false, dependents: {} };

function removable(facts: Partial<HostFacts> = {}, leftovers: Partial<Leftovers> = {}): RemovalView {
  const host = {
    ...freshHost(1),
    ...as<Partial<HostFacts>>({ record, packages: { keepalived: '1:2.2.7', python3: '3.11' } }),
    ...facts,
  };
  return {
    spec: view().spec,
    hosts: { a: { facts: host, leftovers: { ...none, ...leftovers } } },
    ...{ removeVip: false, releaseEip: false },
  };
}

const kinds = (found: { readonly changes: readonly { readonly kind: string }[] }) =>
  found.changes.map(({ kind }) => kind);
const file = as<HostFacts['files'][string]>({ kind: 'file', mode: 0o644, sha256: 'x' });
const service = { ...freshHost(1).service, active: true, enabled: true };

describe('taking a host out', () => {
  it('stops, disables, and ends the hooks, in this order', () => {
    expect(kinds(serviceRemoval('a').diff(removable({ service }, { hooks: true })))).toEqual([
      'service.stop',
      'service.disable',
      'hooks.stop',
    ]);
  });

  it('leaves enabled what was enabled before us', () => {
    const before = as<NonNullable<HostFacts['record']>>({ ...record, originals: [conf], wasEnabled: true });
    expect(kinds(serviceRemoval('a').diff(removable({ service, record: before })))).toEqual(['service.stop']);
  });

  it('removes our files, puts back the first backup of what was there before, and keeps the record', () => {
    const backups = ['2026-01-01', '2026-02-02'].map((stamp) => `/var/lib/ha-setup/backups/${stamp}${conf}`);
    const files = { [conf]: file, '/etc/keepalived/README': file, '/var/lib/ha-setup/record.json': file };
    const before = as<NonNullable<HostFacts['record']>>({ ...record, originals: [conf] });
    expect(filesRemoval('a').diff(removable({ files, record: before }, { backups })).changes).toEqual([
      { kind: 'file.remove', node: 'a', path: '/etc/keepalived/README' },
      { kind: 'file.restore', node: 'a', path: conf, backup: backups[0] },
    ]);
    expect(filesRemoval('a').diff(removable({ files }, { backups })).changes[1]).toMatchObject({ kind: 'file.remove' });
  });

  it('removes the packages that it installed, but for one that something else needs by now', () => {
    const packages = (dependents: Leftovers['dependents']) => {
      const [change] = packagesRemoval('a').diff(removable({}, { dependents })).changes;
      return change?.kind === 'package.remove' ? change.packages : [];
    };
    expect(packages({ python3: ['keepalived'] })).toEqual(['keepalived', 'python3']);
    expect(packages({ python3: ['ansible'] })).toEqual(['keepalived']);
    const theirs = as<NonNullable<HostFacts['record']>>({ ...record, installedPackages: [] });
    expect(packagesRemoval('a').diff(removable({ record: theirs })).changes).toEqual([]);
  });

  it('does nothing to a host of another cluster, or to one that we never set up', () => {
    const full = { service, files: { [conf]: file } };
    const other = as<NonNullable<HostFacts['record']>>({ ...record, cluster: 'db' });
    const operations = [serviceRemoval('a'), filesRemoval('a'), packagesRemoval('a'), tracesRemoval('a')];
    for (const facts of [
      { ...full, record: other },
      { ...full, record: undefined },
    ]) {
      const seen = removable(as(facts), { hooks: true, traces: true });
      expect(operations.flatMap((operation) => operation.diff(seen).changes)).toEqual([]);
    }
  });
});

describe('the cloud', () => {
  const vip = as<RemovalView['vip']>({ address: '10.0.1.100', eni: 'eni-aaaaaaa1', place: 'eni-aaaaaaa1', ours: true });
  const eip = as<RemovalView['eip']>({ id: 'eip-aaaaaaa1', ip: '198.51.100.7', status: 'BIND' });

  it('keeps the VIP and the EIP unless told, and what is not ours even then', () => {
    const seen = { ...removable(), ...(vip && { vip }), ...(eip && { eip }) };
    expect(vipRemoval.diff(seen)).toMatchObject({ changes: [], ok: expect.stringContaining('kept') });
    expect(eipRemoval.diff(seen)).toMatchObject({ changes: [], ok: expect.stringContaining('kept') });
    const told = { ...seen, removeVip: true, releaseEip: true };
    expect(kinds(vipRemoval.diff(told))).toEqual(['vip.unassign']);
    expect(kinds(eipRemoval.diff(told))).toEqual(['eip.disassociate', 'eip.release']);
    expect(vipRemoval.diff({ ...told, ...(vip && { vip: { ...vip, ours: false } }) }).changes).toEqual([]);
  });

  it('comes last, after the standby and then the active host; a host that is gone has no stage', () => {
    const seen = removable({ service });
    const { a } = seen.hosts;
    const both = { ...seen, hosts: { ...(a && { a, b: a }) } };
    const targets = removalStages(both, 'a').map(({ lanes }) => lanes[0]?.[0]?.target);
    expect(targets).toEqual(['b', 'a', 'cloud']);
    expect(removalStages(seen, 'b').map(({ lanes }) => lanes[0]?.[0]?.target)).toEqual(['a', 'cloud']);
    expect(buildRemoval(both, removalStages(both, 'a'))[0]).toMatchObject({ stage: 'Standby', title: 'service' });
  });
});
