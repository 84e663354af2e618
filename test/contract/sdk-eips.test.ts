import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, verifyReply, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await cloud.control.reset();
  await cloud.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1' });
});

const allocate = (AddressName: string, ClientToken: string) =>
  vpcClient(cloud).AllocateAddresses({ AddressCount: 1, AddressName, ClientToken });
const associate = (AddressId: string, PrivateIpAddress = '10.0.1.100') =>
  vpcClient(cloud).AssociateAddress({ AddressId, NetworkInterfaceId: 'eni-labnode1', PrivateIpAddress });
const read = async (id: string) => (await vpcClient(cloud).DescribeAddresses({ AddressIds: [id] })).AddressSet?.[0];
const settled = async (task: string | undefined) => {
  await vi.waitFor(async () => {
    const answer = await vpcClient(cloud).DescribeTaskResult({ TaskId: Number(task) });
    verifyReply('vpc', 'DescribeTaskResult', answer);
    expect(answer.Result).toBe('SUCCESS');
  }, 10_000);
};

it('takes an EIP from its allocation to its release, each step a task', async () => {
  // Long enough to be looked at while it lasts, on a busy machine too.
  await cloud.control.set({ eipMs: 800 });
  const made = await allocate('ha-setup-web', 't1');
  verifyReply('vpc', 'AllocateAddresses', made);
  const id = made.AddressSet?.[0] ?? '';
  expect(await read(id)).toMatchObject({ AddressStatus: 'CREATING', AddressName: 'ha-setup-web' });
  expect(await codeOf(associate(id))).toBe('UnsupportedOperation.AddressStatusNotPermit');
  await settled(made.TaskId);

  const bound = await associate(id);
  expect((await read(id))?.AddressStatus).toBe('BINDING');
  await settled(bound.TaskId);
  expect(await read(id)).toMatchObject({ AddressStatus: 'BIND', PrivateAddressIp: '10.0.1.100' });
  const ip = (await read(id))?.AddressIp ?? '';
  expect(cloud.fabric.events.at(-1)).toEqual({ kind: 'nat', address: ip, target: '10.0.1.100' });
  expect(await codeOf(associate(id))).toBe('UnsupportedOperation.AddressStatusNotPermit');
  expect(await codeOf(vpcClient(cloud).ReleaseAddresses({ AddressIds: [id] }))).toBe(
    'UnsupportedOperation.AddressStatusNotPermit',
  );

  await settled((await vpcClient(cloud).DisassociateAddress({ AddressId: id })).TaskId);
  expect((await read(id))?.AddressStatus).toBe('UNBIND');
  await settled((await vpcClient(cloud).ReleaseAddresses({ AddressIds: [id] })).TaskId);
  expect(await read(id)).toBeUndefined();
});

it('allocates once for a client token', async () => {
  const [first, again] = [await allocate('web', 't2'), await allocate('web', 't2')];
  expect(again.AddressSet).toEqual(first.AddressSet);
  expect((await cloud.control.record()).eips).toHaveLength(1);
});

it('refuses more than the quota, a bad name and an EIP that nobody has', async () => {
  await cloud.control.change({ kind: 'eip-quota', quota: 0 });
  expect(await codeOf(allocate('web', 't3'))).toBe('AddressQuotaLimitExceeded');
  expect(await codeOf(allocate('no spaces', 't4'))).toBe('InvalidParameterValue.Malformed');
  expect(await codeOf(associate('eip-nobodys1'))).toBe('InvalidAddressId.NotFound');
  expect(await codeOf(associate('eip-1'))).toBe('InvalidParameterValue.AddressIdMalformed');
});

it('binds one EIP to an address, and only to one that is there', async () => {
  await cloud.control.change(
    { kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.8', name: 'one' },
    { kind: 'add-eip', id: 'eip-test0002', ip: '198.51.100.9', name: 'two' },
    { kind: 'bind-eip', id: 'eip-test0001', eni: 'eni-labnode1', address: '10.0.1.100' },
  );
  expect(await codeOf(associate('eip-test0002'))).toBe('InvalidPrivateIpAddress.AlreadyBindEip');
  expect(await codeOf(associate('eip-test0002', '10.0.1.99'))).toBe('InvalidNetworkInterfaceId.NotFound');
});

it('renames', async () => {
  await cloud.control.change({ kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.8', name: 'one' });
  await vpcClient(cloud).ModifyAddressAttribute({ AddressId: 'eip-test0001', AddressName: 'two' });
  expect((await read('eip-test0001'))?.AddressName).toBe('two');
});
