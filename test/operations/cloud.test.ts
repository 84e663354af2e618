import { describe, expect, it } from 'vitest';
import { eipBindingOperation, eipOperation } from '../../src/operations/eip.js';
import { vipOperation } from '../../src/operations/vip.js';
import type { Inventory } from '../../src/ports/inventory.js';
import { as, inventory, view, withVip } from '../fakes/view.js';

const eip = (privateIp?: string, eni?: string) =>
  as<Inventory['eips'][number]>({
    id: 'eip-aaaaaaa1',
    name: 'ha-setup-web',
    ip: '198.51.100.7',
    status: privateIp === undefined ? 'UNBIND' : 'BIND',
    ...(privateIp !== undefined && { privateIp }),
    ...(eni !== undefined && { eni }),
  });

describe('VIP', () => {
  it('is put on the ENI of the node that VRRP will make active: the higher address', () => {
    const [change] = vipOperation.diff(view()).changes;
    expect(change).toMatchObject({
      kind: 'vip.assign',
      eni: 'eni-aaaaaaa2',
      vip: '10.0.1.100',
      description: 'ha-setup-web',
    });
  });

  it('is put on the preferred node in mode preferred', () => {
    const preferred = view({ answers: { mode: 'preferred', preferred: 'ins-aaaaaaa1' } });
    expect(vipOperation.diff(preferred).changes[0]).toMatchObject({ kind: 'vip.assign', eni: 'eni-aaaaaaa1' });
  });

  it('that is there already needs nothing, whichever node has it', () => {
    expect(vipOperation.diff(view({ inventory: withVip(1) }))).toEqual({
      changes: [],
      ok: '10.0.1.100 is on eni-aaaaaaa1',
    });
  });

  it("gets our name only where it has none; somebody's own description stays", () => {
    expect(vipOperation.diff(view({ inventory: withVip(1, '') })).changes[0]).toMatchObject({ kind: 'vip.describe' });
    expect(vipOperation.diff(view({ inventory: withVip(1, 'mysql') })).changes).toEqual([]);
  });

  it('auto is recognised by its name, and is the highest free address otherwise', () => {
    const auto = { vip: 'auto' };
    expect(view({ answers: auto, inventory: withVip(2, 'ha-setup-web', '10.0.1.77') }).topology.vip).toBe('10.0.1.77');
    expect(view({ answers: auto }).topology.vip).toBe('10.0.1.254');
    expect(view({ answers: auto, used: ['10.0.1.254', '10.0.1.253'] }).topology.vip).toBe('10.0.1.252');
  });
});

describe('EIP', () => {
  const allocate = { answers: { eip: 'allocate' } } as const;

  it('is allocated once and then recognised by its name', () => {
    expect(eipOperation.diff(view(allocate)).changes[0]).toMatchObject({ kind: 'eip.allocate', name: 'ha-setup-web' });
    const there = view({ ...allocate, inventory: { ...inventory, eips: [eip()] } });
    expect(eipOperation.diff(there)).toEqual({ changes: [], ok: 'eip-aaaaaaa1 (198.51.100.7) exists' });
  });

  it('is bound to the VIP where the VIP is, and only then is there nothing to do', () => {
    const at = (privateIp?: string, eni?: string) =>
      eipBindingOperation.diff(view({ ...allocate, inventory: { ...withVip(1), eips: [eip(privateIp, eni)] } }))
        .changes;
    expect(at()[0]).toMatchObject({
      kind: 'eip.associate',
      eip: 'eip-aaaaaaa1',
      eni: 'eni-aaaaaaa1',
      vip: '10.0.1.100',
    });
    expect(at('10.0.1.100', 'eni-aaaaaaa2')).toHaveLength(1);
    expect(at('10.0.1.100', 'eni-aaaaaaa1')).toEqual([]);
  });
});
