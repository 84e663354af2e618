import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClaimOutcome } from '../../src/lab/cloud/claims.js';
import type { Announcement } from '../../src/lab/cloud/fabric.js';
import { ports } from '../../src/lab/world.js';
import { vpcClient } from '../contract/sdk.js';
import { startTestCloud, type TestCloud } from './start.js';

const vip = '10.0.1.100';
const id = 'havip-test0001';
const { a, b, client } = ports;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ knobs: { haVipLandMs: 40 } });
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.control.reset());

const add = (change: { checkAssociate?: boolean; eni?: string } = {}) =>
  cloud.control.change({
    ...{ kind: 'add-havip', id, name: 'web', address: vip, instances: [a.instance, b.instance] },
    ...{ checkAssociate: true, ...change },
  });

type Place = { readonly eni: string; readonly mac: string };
const announce = ({ eni, mac }: Place, more: Partial<Announcement> = {}) =>
  cloud.fabric.announce({ eni, mac, operation: 'request', sender: vip, target: vip, ...more });
const owner = () => cloud.control.owner(vip);
const outcomes = async (): Promise<readonly ClaimOutcome[]> =>
  (await cloud.control.claims()).map(({ outcome }) => outcome);
const read = async () => (await vpcClient(cloud).DescribeHaVips({ HaVipIds: [id] })).HaVipSet?.[0];
const soon = (eni: string | undefined) => vi.waitFor(async () => expect(await owner()).toBe(eni));
/** Longer than a claim takes to land. */
const while_ = (ms = 120) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a gratuitous ARP packet', () => {
  it.each(['request', 'reply'] as const)('moves the HAVIP when it has landed, be it a %s', async (operation) => {
    await cloud.control.set({ haVipLandMs: 300 });
    await add();
    expect(await read()).toMatchObject({ State: 'UNBIND', InstanceId: '', FlushedTime: '0000-00-00 00:00:00' });
    announce(a, { operation });
    await while_();
    expect(await owner()).toBeUndefined();
    await soon(a.eni);
    expect(await read()).toMatchObject({ State: 'AVAILABLE', InstanceId: a.instance, NetworkInterfaceId: a.eni });
    expect((await read())?.FlushedTime).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(cloud.fabric.events.findLast(({ address }) => address === vip)?.target).toBe(a.eni);
  });

  it('counts once a port in 5 s, and not from who has the HAVIP', async () => {
    await add();
    announce(a);
    announce(a, { operation: 'reply' });
    await soon(a.eni);
    announce(a);
    announce(b);
    await soon(b.eni);
    announce(a);
    await while_();
    expect(await owner()).toBe(b.eni);
    expect(await outcomes()).toEqual(['honoured', 'paced', 'owner', 'honoured', 'paced']);
  });

  it('counts again after 5 s', async () => {
    await add({ eni: b.eni });
    announce(a);
    announce(a);
    await soon(a.eni);
    announce(b);
    await soon(b.eni);
    await while_(5000);
    announce(a);
    await soon(a.eni);
    expect(await outcomes()).toEqual(['honoured', 'paced', 'honoured', 'honoured']);
  });

  it('is ignored from whoever may not have the HAVIP, or is not who it says', async () => {
    await add();
    announce(client);
    announce({ eni: ports.op.eni, mac: ports.op.mac });
    announce({ eni: a.eni, mac: b.mac });
    announce(a, { target: '10.0.1.1' });
    await while_();
    expect(await owner()).toBeUndefined();
    expect(await outcomes()).toEqual(['not-associated', 'other-subnet', 'other-mac', 'not-gratuitous']);
    expect(await cloud.control.claims()).toMatchObject([{ instance: client.instance, haVip: id }, {}, {}, {}]);
  });

  it('moves an address of an ENI never', async () => {
    await cloud.control.change({ kind: 'assign', address: vip, eni: a.eni });
    announce(b);
    await while_();
    expect(await owner()).toBe(a.eni);
    expect(await outcomes()).toEqual([]);
  });

  it('of a stranger counts where the range is not checked', async () => {
    await add({ checkAssociate: false });
    announce(client);
    await soon(client.eni);
  });

  it('does not land any more where its port has lost the right meanwhile', async () => {
    await add();
    announce(a);
    const association = { HaVipId: id, InstanceId: a.instance, InstanceType: 'CVM' };
    await vpcClient(cloud).DisassociateHaVipInstance({ HaVipAssociationSet: [association] });
    await while_();
    expect(await owner()).toBeUndefined();
  });
});

describe('knobs', () => {
  it('so many claims are lost, and each uses up its port’s 5 s', async () => {
    await add();
    await cloud.control.set({ haVipClaimsLost: 2 });
    announce(a);
    announce(a);
    announce(b);
    await while_();
    expect(await owner()).toBeUndefined();
    expect(await outcomes()).toEqual(['lost', 'paced', 'lost']);
    await cloud.control.reset();
    await add();
    announce(a);
    await soon(a.eni);
  });

  it('counts lost claims anew when it is set again', async () => {
    await add();
    await cloud.control.set({ haVipClaimsLost: 1 });
    announce(a);
    await cloud.control.set({ haVipClaimsLost: 1 });
    announce(b);
    expect(await outcomes()).toEqual(['lost', 'lost']);
  });

  it('a claim is late', async () => {
    await cloud.control.set({ haVipClaimLateMs: 300 });
    await add();
    announce(a);
    await while_(150);
    expect(await owner()).toBeUndefined();
    await soon(a.eni);
  });

  it('DescribeHaVips lags', async () => {
    await add({ eni: a.eni });
    await while_(500);
    await cloud.control.set({ haVipDescribeLagMs: 400 });
    announce(b);
    await soon(b.eni);
    expect((await read())?.InstanceId).toBe(a.instance);
    await vi.waitFor(async () => expect((await read())?.InstanceId).toBe(b.instance));
  });
});

describe('what a person does in the console', () => {
  it('unbinds, gives an EIP, and takes it away', async () => {
    await add({ eni: a.eni });
    await cloud.control.change({ kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'web' });
    await cloud.control.change({ kind: 'bind-havip-eip', id, eip: 'eip-test0001' });
    expect(await read()).toMatchObject({ AddressIp: '198.51.100.9' });
    expect(cloud.fabric.events).toContainEqual({ kind: 'nat', address: '198.51.100.9', target: vip });
    await cloud.control.change({ kind: 'unbind-havip', id });
    expect(await read()).toMatchObject({ State: 'UNBIND', NetworkInterfaceId: '', AddressIp: '198.51.100.9' });
    expect(cloud.fabric.events.at(-1)).toEqual({ kind: 'route', address: vip, target: undefined });
    await cloud.control.change({ kind: 'bind-havip-eip', id, eip: null });
    expect(await read()).toMatchObject({ AddressIp: '' });
  });

  it('an instance that is gone has nothing any more', async () => {
    await add({ eni: a.eni });
    await cloud.control.change({ kind: 'remove-instance', id: a.instance });
    expect(await owner()).toBeUndefined();
  });

  it('refuses what the account does not have', async () => {
    await expect(cloud.control.change({ kind: 'unbind-havip', id })).rejects.toThrow(`the account has no ${id}`);
  });
});

it('has no HAVIP, no route to one and no claim after a reset', async () => {
  await add({ eni: a.eni });
  announce(b);
  cloud.fabric.events.length = 0;
  await cloud.control.reset();
  expect((await cloud.control.record()).haVips).toEqual([]);
  expect(await cloud.control.claims()).toEqual([]);
  expect(cloud.fabric.events).toContainEqual({ kind: 'route', address: vip, target: undefined });
});
