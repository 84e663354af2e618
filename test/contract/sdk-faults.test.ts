import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
afterEach(() => cloud.control.reset());

const subnets = () => codeOf(vpcClient(cloud).DescribeSubnets({}));
const vpcs = () => codeOf(vpcClient(cloud).DescribeVpcs({}));

it('refuses the n-th call of an action and the k after it, for callers of one kind', async () => {
  const effect = { code: 'InternalError' };
  await cloud.control.set({ faults: [{ action: 'DescribeSubnets', nth: 2, times: 2, effect }] });
  expect([await subnets(), await vpcs(), await subnets(), await subnets(), await subnets()]).toEqual([
    'accepted',
    'accepted',
    'InternalError',
    'InternalError',
    'accepted',
  ]);
  await cloud.control.set({ faults: [{ action: '*', caller: 'role:', effect }] });
  expect(await subnets()).toBe('accepted');
});

it('answers with an HTTP status, with garbage, late or never', async () => {
  await cloud.control.set({ faults: [{ action: '*', times: 1, effect: { status: 502 } }] });
  expect(await subnets()).toMatch(/^no code: Bad Gateway/);
  await cloud.control.set({ faults: [{ action: '*', times: 1, effect: { garbage: true } }] });
  expect(await subnets()).toMatch(/^no code: .*json/i);
  await cloud.control.set({ faults: [{ action: '*', times: 1, effect: { hang: true } }] });
  expect(await subnets()).toMatch(/timeout/);
  await cloud.control.set({ faults: [], latencyMs: 200 });
  const before = Date.now();
  expect(await subnets()).toBe('accepted');
  expect(Date.now() - before).toBeGreaterThan(195);
});

it('performs a call whose answer is lost', async () => {
  await cloud.control.set({ faults: [{ action: 'AssignPrivateIpAddresses', times: 1, effect: { lostReply: true } }] });
  const call = vpcClient(cloud).AssignPrivateIpAddresses({
    NetworkInterfaceId: 'eni-labnode1',
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.100' }],
  });
  expect(await codeOf(call)).toMatch(/^no code/);
  expect(await cloud.control.owner('10.0.1.100')).toBe('eni-labnode1');
});

it('refuses connections, and takes them again', async () => {
  await cloud.control.set({ refuseConnections: true });
  expect(await subnets()).toMatch(/ECONNREFUSED|socket hang up|ECONNRESET/);
  await cloud.control.set({ refuseConnections: false });
  expect(await subnets()).toBe('accepted');
});

it('can be out of reach by one of its names', async () => {
  await cloud.control.set({ unreachableHosts: ['vpc.internal.tencentcloudapi.com'] });
  const inside = vpcClient(cloud, { zone: 'internal.' });
  expect(await codeOf(inside.DescribeSubnets({}))).toMatch(/^no code/);
  expect(await subnets()).toBe('accepted');
});

it('logs each call with its caller, its host and its end', async () => {
  await subnets();
  await codeOf(vpcClient(cloud).DescribeNetworkInterfaces({ NetworkInterfaceIds: ['eni-nobodys1'] }));
  const calls = await cloud.control.calls();
  expect(calls).toMatchObject([
    { action: 'DescribeSubnets', code: 'ok', caller: { kind: 'operator', source: '127.0.0.1' }, params: {} },
    {
      action: 'DescribeNetworkInterfaces',
      code: 'ResourceNotFound',
      params: { NetworkInterfaceIds: ['eni-nobodys1'] },
    },
  ]);
  expect(calls[0]?.host).toBe(`vpc.${cloud.domain}`);
  expect(await cloud.control.mutations()).toEqual([]);
});
