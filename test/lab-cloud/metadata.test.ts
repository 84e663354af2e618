import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { codeOf, vpcClient } from '../contract/sdk.js';
import { startTestCloud, type TestCloud } from './start.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
afterEach(() => cloud.control.reset());

const roles = 'cam/security-credentials/';
async function get(path: string): Promise<string> {
  const response = await fetch(`${cloud.metadataUrl}/latest/meta-data/${path}`);
  return response.ok ? response.text() : `status ${response.status}`;
}
interface Credentials {
  readonly TmpSecretId: string;
  readonly TmpSecretKey: string;
  readonly Token: string;
  readonly ExpiredTime: number;
}
const credentials = async () => JSON.parse(await get(`${roles}ha-setup-host`)) as Credentials;
const asHost = ({ TmpSecretId, TmpSecretKey, Token }: Credentials) =>
  vpcClient(cloud, { credential: { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token } });

it('tells a machine who it is', async () => {
  expect(await Promise.all(['instance-id', 'local-ipv4', 'mac', 'placement/region'].map(get))).toEqual([
    'ins-labnode1',
    '10.0.1.16',
    '52:54:00:01:00:16',
    'ap-beijing',
  ]);
  expect(await get('no-such-thing')).toBe('status 404');
});

it('hands out credentials of the role with which the API can be called, as far as the role goes', async () => {
  expect(await get(roles)).toBe('ha-setup-host');
  const vpc = asHost(await credentials());
  expect(await codeOf(vpc.DescribeNetworkInterfaces({}))).toBe('accepted');
  const toClient = { SourceNetworkInterfaceId: 'eni-labnode1', DestinationNetworkInterfaceId: 'eni-labclnt1' };
  expect(await codeOf(vpc.MigratePrivateIpAddress({ ...toClient, PrivateIpAddress: '10.0.1.100' }))).toBe(
    'UnauthorizedOperation',
  );
  expect(
    await codeOf(
      vpc.UnassignPrivateIpAddresses({
        NetworkInterfaceId: 'eni-labnode1',
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.100' }],
      }),
    ),
  ).toBe('UnauthorizedOperation');
});

it('hands out the same credentials until half of their life is over', async () => {
  await cloud.control.set({ credentialsSeconds: 200 });
  const first = await credentials();
  expect((await credentials()).TmpSecretId).toBe(first.TmpSecretId);
  await cloud.control.set({ clockOffsetSeconds: 150 });
  expect((await credentials()).TmpSecretId).not.toBe(first.TmpSecretId);
  expect(await codeOf(asHost(first).DescribeVpcs({}))).toBe('accepted');
  await cloud.control.set({ clockOffsetSeconds: 250 });
  expect(await codeOf(asHost(first).DescribeVpcs({}))).toBe('AuthFailure.TokenFailure');
});

it('can rotate and expire credentials at will', async () => {
  const first = await credentials();
  await cloud.control.change({ kind: 'rotate-credentials' });
  const second = await credentials();
  expect(second.TmpSecretId).not.toBe(first.TmpSecretId);
  expect(await codeOf(asHost(first).DescribeVpcs({}))).toBe('accepted');
  await cloud.control.change({ kind: 'expire-credentials' });
  expect((await credentials()).TmpSecretId).toBe(second.TmpSecretId);
  expect(await codeOf(asHost(second).DescribeVpcs({}))).toBe('AuthFailure.TokenFailure');
});

it('has no credentials for a machine without a role', async () => {
  await cloud.control.change({ kind: 'role', instance: 'ins-labnode1', role: null });
  expect([await get(roles), await get(`${roles}ha-setup-host`)]).toEqual(['status 404', 'status 404']);
  await cloud.control.change({ kind: 'role', instance: 'ins-labnode1', role: 'deleted-role' });
  expect(await get(`${roles}deleted-role`)).toBe('status 404');
});

it('can fail as a whole', async () => {
  await cloud.control.set({ metadata: 'error' });
  expect(await get('instance-id')).toBe('status 500');
});

it('takes permissions from a role for keys that are out already', async () => {
  const vpc = asHost(await credentials());
  await cloud.control.change({ kind: 'permissions', of: 'role:ha-setup-host', allowed: [] });
  expect(await codeOf(vpc.DescribeVpcs({}))).toBe('UnauthorizedOperation');
  await cloud.control.change({ kind: 'rotate-credentials' });
  expect(await codeOf(asHost(await credentials()).DescribeVpcs({}))).toBe('UnauthorizedOperation');
});
