import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, verifyReply, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await cloud.control.reset();
  await cloud.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1', description: 'vip' });
  cloud.fabric.events.length = 0;
});

const assign = (eni: string, address: string, ClientToken?: string) =>
  vpcClient(cloud).AssignPrivateIpAddresses({
    NetworkInterfaceId: eni,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Description: 'mine' }],
    ...(ClientToken === undefined ? {} : { ClientToken }),
  });
const migrate = (from = 'eni-labnode1', to = 'eni-labnode2', address = '10.0.1.100') =>
  vpcClient(cloud).MigratePrivateIpAddress({
    SourceNetworkInterfaceId: from,
    DestinationNetworkInterfaceId: to,
    PrivateIpAddress: address,
  });
const addressOn = async (eni: string, address = '10.0.1.100') => {
  const answer = await vpcClient(cloud).DescribeNetworkInterfaces({ NetworkInterfaceIds: [eni] });
  return answer.NetworkInterfaceSet?.[0]?.PrivateIpAddressSet?.find((ip) => ip.PrivateIpAddress === address);
};
const taskState = async (id: string | undefined) =>
  (await vpcClient(cloud).DescribeVpcTaskResult({ TaskId: id ?? '' })).Status;

describe('AssignPrivateIpAddresses', () => {
  it('is PENDING first, then AVAILABLE, and then the network follows', async () => {
    await cloud.control.set({ assignMs: 800 });
    const answer = await assign('eni-labnode2', '10.0.1.60');
    verifyReply('vpc', 'AssignPrivateIpAddresses', answer);
    expect(answer.PrivateIpAddressSet?.[0]).toMatchObject({ PrivateIpAddress: '10.0.1.60', State: 'PENDING' });
    expect(cloud.fabric.events).toEqual([]);
    const isAvailable = async () => expect((await addressOn('eni-labnode2', '10.0.1.60'))?.State).toBe('AVAILABLE');
    await vi.waitFor(isAvailable, 10_000);
    expect(cloud.fabric.events).toEqual([{ kind: 'route', address: '10.0.1.60', target: 'eni-labnode2' }]);
  });

  it('performs a client token once', async () => {
    const first = await assign('eni-labnode2', '10.0.1.60', 'token-1');
    const again = await assign('eni-labnode2', '10.0.1.60', 'token-1');
    expect(again.PrivateIpAddressSet).toEqual(first.PrivateIpAddressSet);
    expect(await codeOf(assign('eni-labnode2', '10.0.1.61', 'token-1'))).toBe(
      'UnsupportedOperation.IdempotentParameterMismatch',
    );
    expect(await codeOf(assign('eni-labnode2', '10.0.1.61', 'x'.repeat(65)))).toBe('InvalidParameterValue.Malformed');
  });

  it.each([
    ['ResourceInUse', 'eni-labnode2', '10.0.1.100'],
    ['ResourceInUse', 'eni-labnode2', '10.0.1.17'],
    ['InvalidParameterValue.Range', 'eni-labnode2', '10.0.2.60'],
    ['InvalidParameterValue.Reserved', 'eni-labnode2', '10.0.1.1'],
    ['InvalidParameterValue.Reserved', 'eni-labnode2', '10.0.1.255'],
    ['InvalidParameterValue.Malformed', 'eni-labnode2', '10.0.1.999'],
    ['ResourceNotFound', 'eni-nobodys1', '10.0.1.60'],
  ])('refuses with %s: %s %s', async (code, eni, address) => {
    expect(await codeOf(assign(eni, address))).toBe(code);
  });

  it('refuses one address too many', async () => {
    await cloud.control.change({ kind: 'fill-eni', eni: 'eni-labnode2' });
    expect(await codeOf(assign('eni-labnode2', '10.0.1.60'))).toBe('LimitExceeded');
  });
});

describe('MigratePrivateIpAddress', () => {
  it('stays MIGRATING with the source until it lands, then the network follows in one step', async () => {
    // Long enough for the calls in between on a machine that does much else.
    await cloud.control.set({ landingMs: 5000 });
    const answer = await migrate();
    verifyReply('vpc', 'MigratePrivateIpAddress', answer);
    expect((await addressOn('eni-labnode1'))?.State).toBe('MIGRATING');
    expect(await addressOn('eni-labnode2')).toBeUndefined();
    expect(await taskState(answer.RequestId)).toBe('RUNNING');
    expect(await codeOf(migrate())).toBe('UnsupportedOperation.MutexOperationTaskRunning');
    await vi.waitFor(async () => expect(await taskState(answer.RequestId)).toBe('SUCCESS'), 15_000);
    expect(await addressOn('eni-labnode1')).toBeUndefined();
    expect(await addressOn('eni-labnode2')).toMatchObject({ State: 'AVAILABLE', Description: 'vip' });
    expect(cloud.fabric.events).toEqual([{ kind: 'route', address: '10.0.1.100', target: 'eni-labnode2' }]);
  });

  it.each([
    ['UnauthorizedOperation.PrimaryIp', 'eni-labnode1', 'eni-labnode2', '10.0.1.16'],
    ['ResourceNotFound', 'eni-labnode2', 'eni-labnode1', '10.0.1.100'],
    ['ResourceNotFound', 'eni-labnode1', 'eni-nobodys1', '10.0.1.100'],
    ['UnsupportedOperation', 'eni-labnode1', 'eni-labnode1', '10.0.1.100'],
    ['UnsupportedOperation', 'eni-labnode1', 'eni-labopr01', '10.0.1.100'],
    ['InvalidParameterValue.Malformed', 'eni-labnode1', 'eni-labnode2', 'ten'],
  ])('refuses with %s: %s to %s, %s', async (code, from, to, address) => {
    expect(await codeOf(migrate(from, to, address))).toBe(code);
  });

  it('refuses a full destination', async () => {
    await cloud.control.change({ kind: 'fill-eni', eni: 'eni-labnode2' });
    expect(await codeOf(migrate())).toBe('LimitExceeded');
  });

  it('changes nothing where its task fails', async () => {
    await cloud.control.set({ faults: [{ action: 'MigratePrivateIpAddress', times: 1, effect: { taskFails: true } }] });
    const { RequestId } = await migrate();
    await vi.waitFor(async () => expect(await taskState(RequestId)).toBe('FAILED'));
    expect((await addressOn('eni-labnode1'))?.State).toBe('AVAILABLE');
    expect(cloud.fabric.events).toEqual([]);
    expect(await codeOf(migrate())).toBe('accepted');
  });

  it('can report RUNNING long after it has landed', async () => {
    await cloud.control.set({ faults: [{ action: 'MigratePrivateIpAddress', effect: { taskRunningMs: 400 } }] });
    const { RequestId } = await migrate();
    await sleep(150);
    expect(await addressOn('eni-labnode2')).toBeDefined();
    expect(await taskState(RequestId)).toBe('RUNNING');
    await vi.waitFor(async () => expect(await taskState(RequestId)).toBe('SUCCESS'));
  });

  it('knows no task but its own', async () => {
    expect(await codeOf(taskState('4d2f6c3e-0000-0000-0000-000000000000'))).toBe('ResourceNotFound');
  });
});

describe('an EIP at a migration', () => {
  beforeEach(async () => {
    await cloud.control.change(
      { kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'web' },
      { kind: 'bind-eip', id: 'eip-test0001', eni: 'eni-labnode1', address: '10.0.1.100' },
    );
  });
  const eipAfterMove = async () => {
    await migrate();
    await vi.waitFor(async () => expect(await cloud.control.owner('10.0.1.100')).toBe('eni-labnode2'));
    return (await cloud.control.record()).eips[0];
  };

  it('follows, stays behind or is unbound, as the knob says', async () => {
    expect(await eipAfterMove()).toMatchObject({ eni: 'eni-labnode2', privateIp: '10.0.1.100', status: 'BIND' });
  });

  it('stays behind', async () => {
    await cloud.control.set({ eipFollowsVip: false });
    expect(await eipAfterMove()).toMatchObject({ eni: 'eni-labnode1', status: 'BIND' });
    expect(cloud.fabric.events).toContainEqual({ kind: 'nat', address: '198.51.100.9', target: undefined });
  });

  it('is unbound', async () => {
    await cloud.control.set({ eipFollowsVip: 'unbound' });
    expect((await eipAfterMove())?.status).toBe('UNBIND');
  });
});

describe('the other calls for private IPs', () => {
  it('gives an address back, and its EIP free', async () => {
    await cloud.control.change(
      { kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'web' },
      { kind: 'bind-eip', id: 'eip-test0001', eni: 'eni-labnode1', address: '10.0.1.100' },
    );
    const unassign = (address: string) =>
      vpcClient(cloud).UnassignPrivateIpAddresses({
        NetworkInterfaceId: 'eni-labnode1',
        PrivateIpAddresses: [{ PrivateIpAddress: address }],
      });
    expect(await codeOf(unassign('10.0.1.16'))).toBe('UnsupportedOperation');
    verifyReply('vpc', 'UnassignPrivateIpAddresses', await unassign('10.0.1.100'));
    expect((await addressOn('eni-labnode1'))?.State).toBe('DELETING');
    await vi.waitFor(async () => expect(await cloud.control.owner('10.0.1.100')).toBeUndefined());
    expect((await cloud.control.record()).eips[0]?.status).toBe('UNBIND');
  });

  it('changes a description', async () => {
    const describe = (Description: string) =>
      vpcClient(cloud).ModifyPrivateIpAddressesAttribute({
        NetworkInterfaceId: 'eni-labnode1',
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.100', Description }],
      });
    await describe('ha-setup/web');
    expect((await addressOn('eni-labnode1'))?.Description).toBe('ha-setup/web');
    expect(await codeOf(describe('x'.repeat(61)))).toBe('InvalidParameterValue.TooLong');
  });
});
