import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TencentCloud } from '../../src/adapters/tencent/tencent-cloud.js';
import type { EipId, EniId, Ipv4 } from '../../src/cluster/ids.js';
import { Secret } from '../../src/cluster/secret.js';
import type { ClusterSpec } from '../../src/cluster/spec.js';
import type { AccountChange } from '../../src/lab/cloud/account-change.js';
import { applyCloudChange } from '../../src/run/apply-cloud.js';
import { applyCloudRemoval } from '../../src/run/apply-removal.js';
import { ClientTokens } from '../../src/run/tokens.js';
import { NoteKeeper, QuickClock } from '../fakes/notes.js';
import { as } from '../fakes/view.js';
import { operator, startTestCloud, type TestCloud } from '../lab-cloud/start.js';

const eni = 'eni-labnode1' as EniId;
const vip = '10.0.1.100' as Ipv4;
const name = 'ha-setup-web';
const spec = as<ClusterSpec>({
  mechanism: 'migrate',
  cluster: 'web',
  region: 'ap-beijing',
  eip: 'allocate',
  nodes: [{ instance: 'ins-labnode1' }, { instance: 'ins-labnode2' }],
});

let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(() => stand.stop());
afterEach(() => stand.control.reset());

function world() {
  const host = new NoteKeeper();
  const clock = new QuickClock();
  const said: string[] = [];
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  const { domain, agent } = stand;
  const cloud = new TencentCloud({ credentials, region: 'ap-beijing', domain, agent, clock });
  const context = { cloud, clock, tell: (line: string) => void said.push(line) };
  const tokens = new ClientTokens(host, clock);
  return {
    host,
    clock,
    said,
    assign: () => applyCloudChange({ kind: 'vip.assign', eni, vip, description: name }, spec, { ...context, tokens }),
    allocate: () => applyCloudChange({ kind: 'eip.allocate', name }, spec, { ...context, tokens }),
    bind: (eip: EipId, to: EniId) =>
      applyCloudChange({ kind: 'eip.associate', eip, eni: to, vip }, spec, { ...context, tokens }),
    remove: (change: Parameters<typeof applyCloudRemoval>[0]) =>
      applyCloudRemoval(change, spec, { ...context, hosts: [host] }),
  };
}

const eip = async () => (await stand.control.record()).eips.find((one) => one.name === name);
const callsOf = async (action: string) => (await stand.control.calls()).filter((call) => call.action === action);
const tokensOf = async (action: string) =>
  (await callsOf(action)).map(({ params }) => (params as { ClientToken?: string }).ClientToken);

describe('what is removed is made again at once', () => {
  it('the VIP', async () => {
    const { assign, remove } = world();
    await assign();
    await remove({ kind: 'vip.unassign', eni, vip });
    expect(await stand.control.owner(vip)).toBeUndefined();
    await assign();
    expect(await stand.control.owner(vip)).toBe(eni);
    const [first, second] = await tokensOf('AssignPrivateIpAddresses');
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[\x21-\x7e]{1,64}$/);
  });

  it('the EIP', async () => {
    const { allocate, remove } = world();
    await allocate();
    const before = await eip();
    await remove({ kind: 'eip.release', eip: before?.id as EipId, ip: before?.ip as Ipv4 });
    expect(await eip()).toBeUndefined();
    await allocate();
    expect((await eip())?.status).toBe('UNBIND');
  });

  it('even where a killed run had left its note and something else took the VIP away', async () => {
    const { assign, remove, host } = world();
    await assign();
    host.files.set('/var/lib/ha-setup/tokens/vip', JSON.stringify({ subject: 'any', token: 'old', at: Date.now() }));
    await remove({ kind: 'vip.unassign', eni, vip });
    expect(host.files.size).toBe(0);
  });
});

describe('a run that is killed between the call and its end', () => {
  const kill = async (make: () => Promise<void>) => {
    await stand.control.set({
      faults: [{ action: 'DescribeInstances', times: 99, effect: { code: 'UnsupportedOperation' } }],
    });
    await expect(make()).rejects.toThrow();
    await stand.control.set({ faults: [] });
  };

  it('makes nothing twice: the next one comes with the same token', async () => {
    const { allocate } = world();
    await kill(allocate);
    await allocate();
    expect(new Set(await tokensOf('AllocateAddresses')).size).toBe(1);
    expect((await stand.control.record()).eips.filter((one) => one.name === name)).toHaveLength(1);
  });

  it('has its note before the call, and none once the end was seen', async () => {
    const { allocate, host } = world();
    await kill(allocate);
    const [note = ''] = host.files.values();
    expect(await tokensOf('AllocateAddresses')).toEqual([(JSON.parse(note) as { token: string }).token]);
    await allocate();
    expect(host.files.size).toBe(0);
  });

  it('is forgotten after ten minutes, for another call, and where its note is no note', async () => {
    for (const spoil of [
      (one: ReturnType<typeof world>) => one.clock.moveOn(601_000),
      ({ host }: ReturnType<typeof world>) => void host.files.set('/var/lib/ha-setup/tokens/eip', '{"subj'),
      ({ host }: ReturnType<typeof world>) =>
        void host.files.set(
          '/var/lib/ha-setup/tokens/eip',
          JSON.stringify({ subject: 'ap-beijing ha-setup-db', token: 'another', at: Date.now() }),
        ),
    ]) {
      await stand.control.reset();
      const one = world();
      await kill(one.allocate);
      const [before] = await tokensOf('AllocateAddresses');
      spoil(one);
      await one.allocate();
      const [, after] = await tokensOf('AllocateAddresses');
      expect(after).not.toBe(before);
      expect(after).not.toBe('another');
    }
  });
});

describe('refusals that pass', () => {
  it('a token that is used up gives way to a new one, in the same run', async () => {
    await stand.control.set({ faults: [{ action: 'AllocateAddresses', times: 1, effect: { deliveryFails: true } }] });
    await world().allocate();
    const tokens = await tokensOf('AllocateAddresses');
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(2);
    expect((await eip())?.status).toBe('UNBIND');
  });

  it('a busy ENI is waited for, and that is said', async () => {
    const code = 'UnsupportedOperation.MutexOperationTaskRunning';
    await stand.control.set({ faults: [{ action: 'AssignPrivateIpAddresses', times: 12, effect: { code } }] });
    const { assign, said } = world();
    await assign();
    expect(await stand.control.owner(vip)).toBe(eni);
    expect(said).toContainEqual(expect.stringMatching(/busy with another change .*trying again for up to a minute/));
    expect(new Set(await tokensOf('AssignPrivateIpAddresses')).size).toBe(1);
  });

  it('but not for ever', async () => {
    const code = 'UnsupportedOperation.InvalidState';
    await stand.control.set({ faults: [{ action: 'AssignPrivateIpAddresses', effect: { code } }] });
    const { assign, clock } = world();
    const start = clock.now();
    await expect(assign()).rejects.toMatchObject({ code });
    expect(clock.now() - start).toBeGreaterThan(60_000);
    expect(clock.now() - start).toBeLessThan(90_000);
  });

  it('an answer that makes nothing is followed by a new token on the next run', async () => {
    await stand.control.set({ faults: [{ action: 'AllocateAddresses', times: 1, effect: { taskFails: true } }] });
    const { allocate, host, clock } = world();
    clock.pace = 20;
    await expect(allocate()).rejects.toMatchObject({ code: 'Timeout' });
    expect(host.files.size).toBe(0);
    await allocate();
    expect((await eip())?.status).toBe('UNBIND');
  });
});

describe('binding the EIP', () => {
  const id = 'eip-test0001' as EipId;
  const prepare = async (...changes: readonly AccountChange[]) => {
    await stand.control.change(
      { kind: 'assign', address: vip, eni },
      { kind: 'add-eip', id, ip: '198.51.100.9', name },
      ...changes,
    );
  };
  const bound = async () => (await stand.control.record()).eips.find((one) => one.id === id);

  it('waits until one that is on its way is there', async () => {
    await prepare({ kind: 'eip-state', id, status: 'UNBINDING' });
    setTimeout(() => void stand.control.change({ kind: 'eip-state', id, status: 'UNBIND' }), 300);
    await world().bind(id, eni);
    expect(await bound()).toMatchObject({ status: 'BIND', eni, privateIp: vip });
  });

  it('takes it off the ENI on which a move left it', async () => {
    await stand.control.set({ eipFollowsVip: false });
    await prepare({ kind: 'bind-eip', id, eni, address: vip }, { kind: 'move', address: vip, to: 'eni-labnode2' });
    expect(await bound()).toMatchObject({ status: 'BIND', eni });
    await world().bind(id, 'eni-labnode2' as EniId);
    await vi.waitFor(async () => expect(await bound()).toMatchObject({ status: 'BIND', eni: 'eni-labnode2' }));
  });

  it('does nothing where it is there already', async () => {
    await prepare({ kind: 'bind-eip', id, eni, address: vip });
    await world().bind(id, eni);
    expect(await callsOf('AssociateAddress')).toEqual([]);
  });
});
