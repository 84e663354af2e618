import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import type { EniId, Ipv4 } from '../../../src/cluster/ids.js';
import { Secret } from '../../../src/cluster/secret.js';
import { CloudError } from '../../../src/errors.js';
import { limited, operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

const secretKey = 'test-operator-key';
const pair = { instances: ['ins-labnode1', 'ins-labnode2'] };
const [one, two] = ['eni-labnode1' as EniId, 'eni-labnode2' as EniId];

let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(() => stand.stop());
afterEach(() => stand.control.reset());

function connect(
  overrides: { secretId?: string; secretKey?: string; token?: string; region?: string; domain?: string } = {},
) {
  const { token, region = 'ap-beijing', domain = stand.domain, ...key } = overrides;
  const { secretId, secretKey: value } = { ...operator, ...key };
  return new TencentCloud({
    credentials: {
      secretId,
      secretKey: new Secret(value),
      ...(token === undefined ? {} : { token: new Secret(token) }),
      source: '~/.tccli/default.credential',
    },
    region,
    domain,
    agent: stand.agent,
    clock: { now: () => Date.now(), sleep: async () => undefined },
  });
}

async function refusalOf(call: Promise<unknown>): Promise<CloudError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CloudError) return error;
    throw error;
  }
  throw new Error('the call was accepted');
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof CloudError ? error.code : String(error)),
  );

describe('a refusal says what happened, where, and what to do', () => {
  it.each([
    [
      { secretId: 'AKIDnobodyhasthisone' },
      'AuthFailure.SecretIdNotFound',
      /no SecretId AKIDnobo…sone.*default.credential/,
    ],
    [
      { secretKey: 'mistyped' },
      'AuthFailure.SignatureFailure',
      /SecretKey from ~\/\.tccli\/default\.credential does not belong/,
    ],
    [{ token: 'old' }, 'AuthFailure.TokenFailure', /temporary credentials from .* have expired/],
    [{ region: 'ap-atlantis' }, 'UnsupportedRegion', /no region ap-atlantis/],
  ])('%o', async (overrides, code, message) => {
    const error = await refusalOf(connect(overrides).inventory(pair));
    expect(error).toMatchObject({ code, where: expect.stringMatching(/^(vpc|cvm)\.tencentcloudapi\.com/) });
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
  });

  it.each([
    [-900, /clock is 900 s ahead of the API's/],
    [3600, /clock is 36\d\d s behind the API's|clock is 3599 s behind the API's|clock is 3600 s behind the API's/],
  ])('names how far the clock is off: %d s', async (clockOffsetSeconds, message) => {
    await stand.control.set({ clockOffsetSeconds });
    const cloud = connect();
    const error = await refusalOf(cloud.inventory(pair));
    expect(error.code).toBe('AuthFailure.SignatureExpire');
    expect(error.message).toMatch(message);
    expect(Math.abs((cloud.clockOffsetMs() ?? 0) - clockOffsetSeconds * 1000)).toBeLessThan(1500);
  });

  it('names the permission that is missing, and where the credentials come from', async () => {
    const error = await refusalOf(connect(limited).assignVip(one, '10.0.1.100' as Ipv4, 'x', 't'));
    expect(error.code).toBe('UnauthorizedOperation');
    expect(error.message).toMatch(
      /lack the permission vpc:AssignPrivateIpAddresses on qcs::vpc:ap-beijing:uin\/100000000001:eni\/eni-labnode1/,
    );
    expect(error.hint).toMatch(/Cloud Access Management/);
  });

  it('names the host that did not answer', async () => {
    await stand.control.set({ refuseConnections: true });
    const error = await refusalOf(connect().inventory(pair));
    expect(error.code).toBe('Network');
    expect(error.message).toMatch(/no valid answer came from .*: .*(ECONNREFUSED|socket hang up|ECONNRESET)/);
    expect(error.hint).toMatch(/https:\/\/(vpc|cvm)\.tencentcloudapi\.com/);
  });

  it('takes an HTTP failure and garbage for no answer', async () => {
    await stand.control.set({ faults: [{ action: '*', effect: { status: 503 } }] });
    expect((await refusalOf(connect().inventory(pair))).message).toMatch(/HTTP status 503/);
    await stand.control.set({ faults: [{ action: '*', effect: { garbage: true } }] });
    expect(await refusalOf(connect().inventory(pair))).toMatchObject({ code: 'Network' });
  });

  it('shows no secret, however it is looked at', async () => {
    const error = await refusalOf(connect({ token: 'secret-token' }).inventory(pair));
    const shown = [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      error.stack,
      inspect(connect()),
    ];
    expect(shown.join()).not.toMatch(new RegExp(`${secretKey}|secret-token`));
  });
});

describe('trying again', () => {
  const fails = (action: string, times: number, code: string) =>
    stand.control.set({ faults: [{ action, times, effect: { code } }] });
  const count = async (action: string) => (await stand.control.calls()).filter((call) => call.action === action).length;

  it.each([
    'RequestLimitExceeded',
    'LimitExceeded.ActionLimited',
    'InternalError',
    'InternalServerError',
    'ServiceUnavailable',
    'ResourceUnavailable',
  ])('a reading call after %s', async (code) => {
    await fails('DescribeSubnets', 3, code);
    expect((await connect().inventory(pair)).subnets).toHaveLength(1);
    expect(await count('DescribeSubnets')).toBe(4);
  });

  it('no more than four times', async () => {
    await fails('DescribeSubnets', 99, 'InternalError');
    expect((await refusalOf(connect().inventory(pair))).code).toBe('InternalError');
    expect(await count('DescribeSubnets')).toBe(5);
  });

  it('not a refusal that stands', async () => {
    await fails('DescribeSubnets', 99, 'UnsupportedOperation');
    await refusalOf(connect().inventory(pair));
    expect(await count('DescribeSubnets')).toBe(1);
  });

  it('an assignment whose answer was lost: the token makes it one', async () => {
    await stand.control.set({
      faults: [{ action: 'AssignPrivateIpAddresses', times: 1, effect: { lostReply: true } }],
    });
    await connect().assignVip(one, '10.0.1.100' as Ipv4, 'web', 'token');
    expect(
      (await stand.control.calls()).filter((call) => call.action.startsWith('Assign')).map((call) => call.code),
    ).toEqual(['lost', 'ok']);
  });

  it.each([
    ['LimitExceeded.ActionLimited', 3],
    ['RequestLimitExceeded.UinLimitExceeded', 3],
    ['UnsupportedOperation.InvalidState', 3],
    ['InternalError', 1],
    ['ServiceUnavailable', 1],
  ])('a change after %s, where it was certainly not made', async (code, tries) => {
    await stand.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1' });
    await fails('UnassignPrivateIpAddresses', 2, code);
    await codeOf(connect().unassignVip(one, '10.0.1.100' as Ipv4));
    expect(await count('UnassignPrivateIpAddresses')).toBe(tries);
  });

  it.each([
    ['UnsupportedOperation.MutexOperationTaskRunning', 'busy'],
    ['UnsupportedOperation.DeliveryFailed', 'token'],
    ['LimitExceeded', undefined],
  ])('tells who can wait or come again: %s is %s', async (code, kind) => {
    await fails('AssignPrivateIpAddresses', 99, code);
    expect((await refusalOf(connect().assignVip(one, '10.0.1.100' as Ipv4, 'x', 't'))).kind).toBe(kind);
  });

  it('a migration only where it was certainly not performed', async () => {
    await stand.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1' });
    await fails('MigratePrivateIpAddress', 2, 'UnsupportedOperation.MutexOperationTaskRunning');
    await connect().migrateVip(one, two, '10.0.1.100' as Ipv4);
    expect(await count('MigratePrivateIpAddress')).toBe(3);
    await stand.control.reset();
    await stand.control.change({ kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode1' });
    await stand.control.set({ faults: [{ action: 'MigratePrivateIpAddress', times: 1, effect: { lostReply: true } }] });
    expect((await refusalOf(connect().migrateVip(one, two, '10.0.1.100' as Ipv4))).code).toBe('Network');
    expect(await count('MigratePrivateIpAddress')).toBe(1);
  });
});

describe('proofs of permissions', () => {
  const allow = (...actions: readonly string[]) =>
    stand.control.change({
      kind: 'permissions',
      of: 'limited',
      allowed: ['vpc:Describe*', ...actions].map((action) => ({ action, resource: '*' })),
    });

  it('tell allowed from denied', async () => {
    await allow();
    const cloud = connect(limited);
    expect(await cloud.proveMay('MigratePrivateIpAddress', one, two)).toBe('denied');
    expect(await cloud.proveMay('AssignPrivateIpAddresses', one)).toBe('denied');
    await allow('vpc:Migrate*', 'vpc:Assign*');
    expect(await cloud.proveMay('MigratePrivateIpAddress', one, two)).toBe('allowed');
    expect(await cloud.proveMay('AssignPrivateIpAddresses', one)).toBe('allowed');
  });

  it('deny a migration to an ENI that is not the caller’s', async () => {
    const eni = 'qcs::vpc:ap-beijing:uin/100000000001:eni/eni-labnode1';
    const allowed = [
      { action: 'vpc:Describe*', resource: '*' },
      { action: 'vpc:MigratePrivateIpAddress', resource: eni },
    ];
    await stand.control.change({ kind: 'permissions', of: 'limited', allowed });
    expect(await connect(limited).proveMay('MigratePrivateIpAddress', one, two)).toBe('denied');
  });

  it('are careful with EIPs: only one that exists tells of a denial', async () => {
    await stand.control.change({ kind: 'add-eip', id: 'eip-test0001', ip: '198.51.100.9', name: 'web' });
    await allow();
    const cloud = connect(limited);
    expect(await cloud.proveMay('AssociateAddress')).toBe('unproven');
    expect(await cloud.proveMay('DisassociateAddress')).toBe('unproven');
    expect(await cloud.proveMay('AssociateAddress', 'eip-test0001' as never)).toBe('denied');
    await allow('vpc:*Address');
    expect(await cloud.proveMay('AssociateAddress', 'eip-test0001' as never)).toBe('denied');
    await allow('vpc:*Address', 'cvm:*Address');
    expect(await cloud.proveMay('AssociateAddress', 'eip-test0001' as never)).toBe('allowed');
    expect(await cloud.proveMay('DisassociateAddress')).toBe('allowed');
    expect((await stand.control.record()).eips[0]?.status).toBe('UNBIND');
  });

  it.each(['RequestLimitExceeded', 'InternalError'])('stay open after %s', async (code) => {
    await stand.control.set({ faults: [{ action: 'MigratePrivateIpAddress', effect: { code } }] });
    expect(await connect().proveMay('MigratePrivateIpAddress', one, two)).toBe('unproven');
  });
});
