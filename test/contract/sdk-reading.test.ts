import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, cvmClient, verifyReply, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ otherInstances: 230 });
  await cloud.control.change(
    { kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1', description: 'ha-setup/web' },
    { kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'ha-setup-web' },
    { kind: 'bind-eip', id: 'eip-test0001', eni: 'eni-labnode1', address: '10.0.1.100' },
  );
});
afterAll(() => cloud.stop());

describe('every reading call answers as the SDK declares it', () => {
  it.each([
    ['vpc', 'DescribeVpcs', {}],
    ['vpc', 'DescribeSubnets', { Filters: [{ Name: 'vpc-id', Values: ['vpc-lab00001'] }] }],
    ['vpc', 'DescribeNetworkInterfaces', { Limit: 100 }],
    ['vpc', 'DescribeNetworkInterfaceLimit', { InstanceId: 'ins-labnode1' }],
    ['vpc', 'DescribeSecurityGroups', {}],
    ['vpc', 'DescribeSecurityGroupPolicies', { SecurityGroupId: 'sg-lab00001' }],
    ['vpc', 'DescribeUsedIpAddress', { VpcId: 'vpc-lab00001', SubnetId: 'subnet-lab00001' }],
    ['vpc', 'DescribeAddresses', {}],
    ['vpc', 'DescribeAddressQuota', {}],
    ['cvm', 'DescribeInstances', {}],
    ['cvm', 'DescribeRegions', {}],
    ['cvm', 'DescribeZones', {}],
  ])('%s %s', async (service, action, params) => {
    const client = service === 'vpc' ? vpcClient(cloud) : cvmClient(cloud);
    const answer = (await client.request(action, params)) as object;
    verifyReply(service, action, answer);
    expect(Object.keys(answer)).toContain('RequestId');
  });
});

describe('paging', () => {
  it('gives 20 items unless told otherwise, 100 at most, and the count of all', async () => {
    const first = await cvmClient(cloud).DescribeInstances({});
    expect([first.InstanceSet?.length, first.TotalCount]).toEqual([20, 234]);
    expect((await cvmClient(cloud).DescribeInstances({ Limit: 100, Offset: 200 })).InstanceSet).toHaveLength(34);
    expect(await codeOf(cvmClient(cloud).DescribeInstances({ Limit: 101 }))).toBe('InvalidParameterValue.Range');
    expect((await vpcClient(cloud).DescribeSubnets({ Limit: '1', Offset: '2' })).SubnetSet?.[0]?.SubnetId).toBe(
      'subnet-lab00003',
    );
  });
});

describe('DescribeNetworkInterfaces', () => {
  const find = (Filters: { Name: string; Values: string[] }[]) =>
    vpcClient(cloud)
      .DescribeNetworkInterfaces({ Filters, Limit: 100 })
      .then((answer) => answer.NetworkInterfaceSet?.map((eni) => eni.NetworkInterfaceId));

  it('matches one address by its ending, unless an exact match is asked for; several exactly', async () => {
    expect(await find([{ Name: 'address-ip', Values: ['0.1.100'] }])).toEqual(['eni-labnode1']);
    expect(await find([{ Name: 'address-ip', Values: ['.1.16'] }])).toContain('eni-labnode1');
    const exact = { Name: 'ip-exact-match', Values: ['TRUE'] };
    expect(await find([{ Name: 'address-ip', Values: ['.1.16'] }, exact])).toEqual([]);
    expect(await find([{ Name: 'address-ip', Values: ['.1.17', '10.0.1.16'] }])).toEqual(['eni-labnode1']);
  });

  it('takes ids or filters, never both, and refuses filters and ids that it does not know', async () => {
    const vpc = vpcClient(cloud);
    const both = { NetworkInterfaceIds: ['eni-labnode1'], Filters: [{ Name: 'vpc-id', Values: ['vpc-lab00001'] }] };
    expect(await codeOf(vpc.DescribeNetworkInterfaces(both))).toBe('InvalidParameter.Coexist');
    expect(await codeOf(find([{ Name: 'colour', Values: ['red'] }]))).toBe('InvalidParameter.FilterInvalidKey');
    expect(await codeOf(vpc.DescribeNetworkInterfaces({ NetworkInterfaceIds: ['eni-nobodys1'] }))).toBe(
      'ResourceNotFound',
    );
    expect(await codeOf(vpc.DescribeNetworkInterfaces({ NetworkInterfaceIds: ['nic-1'] }))).toBe(
      'InvalidParameterValue.Malformed',
    );
  });

  it('shows the address, its description and its EIP', async () => {
    const { NetworkInterfaceSet } = await vpcClient(cloud).DescribeNetworkInterfaces({
      Filters: [{ Name: 'attachment.instance-id', Values: ['ins-labnode1'] }],
    });
    expect(NetworkInterfaceSet?.[0]?.PrivateIpAddressSet?.[1]).toMatchObject({
      PrivateIpAddress: '10.0.1.100',
      Primary: false,
      Description: 'ha-setup/web',
      State: 'AVAILABLE',
      AddressId: 'eip-test0001',
      PublicIpAddress: '198.51.100.9',
    });
  });
});

describe('other reading calls', () => {
  it('finds an EIP by name and not by a part of it', async () => {
    const count = async (name: string) =>
      (await vpcClient(cloud).DescribeAddresses({ Filters: [{ Name: 'address-name', Values: [name] }] })).TotalCount;
    expect([await count('ha-setup-web'), await count('ha-setup')]).toEqual([1, 0]);
  });

  it('lists used addresses, and refuses one outside the subnet', async () => {
    const vpc = vpcClient(cloud);
    const where = { VpcId: 'vpc-lab00001', SubnetId: 'subnet-lab00001' };
    const used = await vpc.DescribeUsedIpAddress({ ...where, IpAddresses: ['10.0.1.100', '10.0.1.101'] });
    expect(used.IpAddressStates?.map((one) => one.IpAddress)).toEqual(['10.0.1.100']);
    expect(await codeOf(vpc.DescribeUsedIpAddress({ ...where, IpAddresses: ['10.0.2.5'] }))).toBe(
      'InvalidParameterValue.ParameterMismatch',
    );
  });

  it('knows no instance that is not there', async () => {
    expect((await cvmClient(cloud).DescribeInstances({ InstanceIds: ['ins-nobodys1'] })).TotalCount).toBe(0);
    expect(await codeOf(vpcClient(cloud).DescribeNetworkInterfaceLimit({ InstanceId: 'ins-nobodys1' }))).toBe(
      'InvalidInstanceId.NotFound',
    );
  });
});
