import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { cvmClient, vpcClient } from '../contract/sdk.js';
import { startTestCloud, type TestCloud } from './start.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await cloud.control.reset();
  await cloud.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1' });
  cloud.fabric.events.length = 0;
});

const { routes, nats } = {
  routes: () => cloud.fabric.events.filter((event) => event.kind === 'route').map((event) => event.target),
  nats: () => cloud.fabric.events.filter((event) => event.kind === 'nat').map((event) => event.target),
};

it('moves an address as a person in the console would, and the network follows', async () => {
  await cloud.control.change({ kind: 'move', address: '10.0.1.100', to: 'eni-labclnt1' });
  expect(await cloud.control.owner('10.0.1.100')).toBe('eni-labclnt1');
  expect(routes()).toEqual(['eni-labclnt1']);
});

it('moves an address once, also in the middle of a migration', async () => {
  const { RequestId = '' } = await vpcClient(cloud).MigratePrivateIpAddress({
    SourceNetworkInterfaceId: 'eni-labnode1',
    DestinationNetworkInterfaceId: 'eni-labnode2',
    PrivateIpAddress: '10.0.1.100',
  });
  await cloud.control.change({ kind: 'move', address: '10.0.1.100', to: 'eni-labclnt1' });
  await vi.waitFor(async () =>
    expect((await vpcClient(cloud).DescribeVpcTaskResult({ TaskId: RequestId })).Status).toBe('FAILED'),
  );
  const holders = (await cloud.control.record()).enis.filter((eni) =>
    eni.ips.some((ip) => ip.address === '10.0.1.100'),
  );
  expect(holders.map((eni) => eni.id)).toEqual(['eni-labclnt1']);
  expect(routes()).toEqual(['eni-labclnt1']);
});

it('takes an address away, with its EIP', async () => {
  await cloud.control.change(
    { kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'web' },
    { kind: 'bind-eip', id: 'eip-test0001', eni: 'eni-labnode1', address: '10.0.1.100' },
    { kind: 'unassign', address: '10.0.1.100' },
  );
  expect(await cloud.control.owner('10.0.1.100')).toBeUndefined();
  expect(routes()).toEqual([undefined]);
  expect(nats()).toEqual(['10.0.1.100', undefined]);
});

it('stops, removes and crowds machines', async () => {
  await cloud.control.change(
    { kind: 'instance', id: 'ins-labnode1', state: 'STOPPED' },
    { kind: 'remove-instance', id: 'ins-labnode2' },
    { kind: 'fill-eni', eni: 'eni-labclnt1' },
    { kind: 'add-eni', id: 'eni-second01', instance: 'ins-labnode1', address: '10.0.1.90' },
  );
  const { InstanceSet = [] } = await cvmClient(cloud).DescribeInstances({
    InstanceIds: ['ins-labnode1', 'ins-labnode2'],
  });
  expect(InstanceSet.map((one) => [one.InstanceId, one.InstanceState])).toEqual([['ins-labnode1', 'STOPPED']]);
  const { NetworkInterfaceSet = [] } = await vpcClient(cloud).DescribeNetworkInterfaces({
    Filters: [{ Name: 'attachment.instance-id', Values: ['ins-labnode1', 'ins-labclnt1'] }],
  });
  expect(
    NetworkInterfaceSet.map((eni) => [eni.NetworkInterfaceId, eni.Primary, eni.PrivateIpAddressSet?.length]),
  ).toEqual([
    ['eni-labnode1', true, 2],
    ['eni-labclnt1', true, 6],
    ['eni-second01', false, 1],
  ]);
});

it('refuses what the account does not have', async () => {
  await expect(cloud.control.change({ kind: 'move', address: '10.0.1.99', to: 'eni-labnode1' })).rejects.toThrow(
    'no ENI has 10.0.1.99',
  );
});

it('is as it was at the start after a reset: record, routes, knobs and log', async () => {
  await cloud.control.set({ landingMs: 5 });
  await cloud.control.change({ kind: 'remove-instance', id: 'ins-labnode2' });
  await vpcClient(cloud).DescribeVpcs({});
  await cloud.control.reset();
  const { instances, enis } = await cloud.control.record();
  expect(instances).toHaveLength(54);
  expect(enis.find((eni) => eni.id === 'eni-labnode1')?.ips).toHaveLength(1);
  expect(cloud.fabric.events).toContainEqual({ kind: 'route', address: '10.0.1.100', target: undefined });
  expect(await cloud.control.calls()).toEqual([]);
  expect((await cloud.control.set({})).landingMs).toBe(60);
});
