import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limited, startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, cvmClient, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
afterEach(() => cloud.control.reset());

const subnets = (client = vpcClient(cloud)) => client.DescribeSubnets({});

describe('signatures', () => {
  it('takes what the SDK signs, on every name of the API', async () => {
    for (const zone of ['', 'internal.', 'intl.', 'ap-beijing.']) {
      expect((await subnets(vpcClient(cloud, { zone }))).TotalCount).toBe(3);
    }
  });

  it.each([
    ['AuthFailure.SecretIdNotFound', { secretId: 'AKIDnobody', secretKey: 'x' }],
    ['AuthFailure.SignatureFailure', { secretId: limited.secretId, secretKey: 'wrong' }],
    ['AuthFailure.TokenFailure', { ...limited, token: 'a-token-that-nobody-gave' }],
  ])('refuses with %s', async (code, credential) => {
    expect(await codeOf(subnets(vpcClient(cloud, { credential })))).toBe(code);
  });

  it.each([301, -301])('refuses a clock that is %d s off', async (clockOffsetSeconds) => {
    await cloud.control.set({ clockOffsetSeconds });
    expect(await codeOf(subnets())).toBe('AuthFailure.SignatureExpire');
  });

  it('takes a clock that is 290 s off', async () => {
    await cloud.control.set({ clockOffsetSeconds: 290 });
    expect(await codeOf(subnets())).toBe('accepted');
  });
});

describe('the gateway', () => {
  it('refuses a version, an action and a region that it does not have', async () => {
    const wrongVersion = vpcClient(cloud);
    wrongVersion.apiVersion = '2019-01-01';
    expect(await codeOf(subnets(wrongVersion))).toBe('NoSuchVersion');
    expect(await codeOf(vpcClient(cloud).request('DescribeNothing', {}))).toBe('InvalidAction');
    expect(await codeOf(vpcClient(cloud).request('DescribeInstances', {}))).toBe('InvalidAction');
    expect(await codeOf(subnets(vpcClient(cloud, { region: 'ap-atlantis' })))).toBe('UnsupportedRegion');
    expect(await codeOf(subnets(vpcClient(cloud, { region: '' })))).toBe('MissingParameter');
  });

  it('has nothing in another region, and answers DescribeRegions without one', async () => {
    expect((await subnets(vpcClient(cloud, { region: 'ap-guangzhou' }))).TotalCount).toBe(0);
    expect((await cvmClient(cloud, { region: '' }).DescribeRegions(null)).TotalCount).toBeGreaterThan(1);
  });

  it.each([
    ['UnknownParameter', 'DescribeSubnets', { Vpc: 'vpc-lab00001' }],
    ['InvalidParameter', 'DescribeSubnets', { Limit: 100 }],
    ['InvalidParameter', 'DescribeNetworkInterfaces', { Limit: '100' }],
    ['InvalidParameter', 'DescribeNetworkInterfaces', { Filters: { Name: 'vpc-id' } }],
    ['MissingParameter', 'DescribeNetworkInterfaces', { Filters: [{ Name: 'vpc-id' }] }],
    ['UnknownParameter', 'DescribeNetworkInterfaces', { Filters: [{ Name: 'vpc-id', Values: [], Exact: true }] }],
    ['MissingParameter', 'MigratePrivateIpAddress', { PrivateIpAddress: '10.0.1.100' }],
    ['UnknownParameter', 'DescribeAddressQuota', { Any: 1 }],
    ['InvalidParameter', 'DescribeTaskResult', { TaskId: '1' }],
  ])('refuses with %s: %s %o', async (code, action, params) => {
    expect(await codeOf(vpcClient(cloud).request(action, params))).toBe(code);
  });

  it('limits the calls of one key in a second', async () => {
    await cloud.control.set({ rateLimits: { DescribeSubnets: 3 } });
    const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(subnets())));
    expect(codes.filter((code) => code === 'RequestLimitExceeded')).toHaveLength(1);
    expect(await codeOf(vpcClient(cloud).DescribeVpcs({}))).toBe('accepted');
  });

  it('names the permission and the resource that a key lacks, before it looks at anything else', async () => {
    const vpc = vpcClient(cloud, { credential: limited });
    const migration = vpc.MigratePrivateIpAddress({
      SourceNetworkInterfaceId: 'eni-nobodys1',
      DestinationNetworkInterfaceId: 'eni-labnode2',
      PrivateIpAddress: '10.0.1.100',
    });
    await expect(migration).rejects.toThrow(
      /\(vpc:MigratePrivateIpAddress\)\s+resource \(qcs::vpc:ap-beijing:uin\/100000000001:eni\/eni-nobodys1\)/,
    );
    expect(await codeOf(cvmClient(cloud, { credential: limited }).DescribeInstances({}))).toBe('UnauthorizedOperation');
    const eni = 'qcs::vpc:ap-beijing:uin/100000000001:eni/';
    const allowed = ['eni-nobodys1', 'eni-labnode2'].map((id) => ({ action: 'vpc:Migrate*', resource: eni + id }));
    await cloud.control.change({ kind: 'permissions', of: 'limited', allowed });
    expect(
      await codeOf(
        vpc.MigratePrivateIpAddress({
          SourceNetworkInterfaceId: 'eni-nobodys1',
          DestinationNetworkInterfaceId: 'eni-labnode2',
          PrivateIpAddress: '10.0.1.100',
        }),
      ),
    ).toBe('ResourceNotFound');
  });
});
