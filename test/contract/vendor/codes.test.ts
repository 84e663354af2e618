import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify, findCode } from '../../../src/adapters/tencent/codes/table.js';
import { say } from '../../../src/messages/say.js';

/**
 * The error codes that Tencent Cloud documents for each action that the program or vip.py calls, and its common ones:
 * tencentcloud-sdk-go, vpc and cvm of 2017-03-12, client.go; and the common error codes of API 3.0.
 */
const documented = JSON.parse(readFileSync(new URL('error-codes.json', import.meta.url), 'utf8')) as {
  readonly common: readonly string[];
  readonly actions: Readonly<Record<string, readonly string[]>>;
};
const pairs = Object.entries(documented.actions).flatMap(([action, codes]) =>
  [...codes, ...documented.common].map((code) => [action, code] as const),
);
const all = [...new Set(pairs.map(([, code]) => code))].sort();

describe('every documented code', () => {
  it('has a row of its own, with a hint', () => {
    expect(pairs.filter(([action, code]) => (findCode(action, code)?.hint ?? '') === '')).toEqual([]);
  });

  it('means the same to every action, whatever its hint', () => {
    expect(pairs.filter(([action, code]) => findCode(action, code)?.class !== classify(code))).toEqual([]);
  });

  it('is final but for these', () => {
    const by: Record<string, string[]> = {};
    for (const code of all.filter((one) => classify(one) !== 'final')) {
      by[classify(code)] = [...(by[classify(code)] ?? []), code];
    }
    expect(by).toEqual({
      unsent: [
        'LimitExceeded.ActionLimited',
        'RequestLimitExceeded',
        'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
        'RequestLimitExceeded.IPLimitExceeded',
        'RequestLimitExceeded.UinLimitExceeded',
      ],
      soon: [
        'FailedOperation.NetDetectTimeOut',
        'InternalError',
        'InternalError.ModuleError',
        'InternalServerError',
        'ResourceUnavailable',
        'ServiceUnavailable',
      ],
      slowly: [
        'FailedOperation.TaskFailed',
        'InvalidAddressIdStatus.NotPermit',
        'InvalidAddressState',
        'OperationDenied.MutexTaskRunning',
        'UnsupportedOperation.AddressStatusNotPermit',
        'UnsupportedOperation.IdempotentProcessing',
        'UnsupportedOperation.InvalidState',
        'UnsupportedOperation.MutexOperationTaskRunning',
      ],
      token: ['UnsupportedOperation.DeliveryFailed', 'UnsupportedOperation.IdempotentParameterMismatch'],
      credentials: [
        'AuthFailure.InvalidAuthorization',
        'AuthFailure.InvalidSecretId',
        'AuthFailure.MFAFailure',
        'AuthFailure.SecretIdNotFound',
        'AuthFailure.SignatureExpire',
        'AuthFailure.SignatureFailure',
        'AuthFailure.TokenFailure',
        'UnauthorizedOperation.InvalidToken',
      ],
    });
  });
});

describe('a hint is true of the very action', () => {
  it.each([
    ['MigratePrivateIpAddress', 'LimitExceeded', /private IP of that ENI/],
    ['CreateSecurityGroupPolicies', 'LimitExceeded', /security group has as many rules/],
    ['CreateSecurityGroupPolicies', 'LimitExceeded.SecurityGroupPolicySet', /security group has as many rules/],
    ['AssociateAddress', 'LimitExceeded.InstanceAddressQuota', /instance has as many EIPs/],
    ['ReleaseAddresses', 'LimitExceeded.AccountReturnQuota', /daily quota/],
    ['AllocateAddresses', 'LimitExceeded.TagQuota', /tags/],
    ['AllocateAddresses', 'AddressQuotaLimitExceeded.DailyAllocate', /today/],
    ['AllocateAddresses', 'AddressQuotaLimitExceeded', /release an EIP/],
    ['AllocateAddresses', 'ResourceInsufficient', /no EIP is left/],
    ['AssignPrivateIpAddresses', 'ResourceInsufficient', /subnet has no free address/],
    ['AssignPrivateIpAddresses', 'ResourceInUse', /choose another address/],
    ['AssociateAddress', 'OperationDenied.AddressInArrears', /top up/],
    ['DescribeNetworkInterfaces', 'LimitExceeded.ActionLimited', /wait a minute/],
    ['DescribeVpcTaskResult', 'UnauthorizedOperation', /run the same command again/],
    ['DescribeAddresses', 'UnauthorizedOperation', /Cloud Access Management/],
  ])('%s %s', (action, code, hint) => expect(say.codes[findCode(action, code)?.hint ?? 'internal']).toMatch(hint));
});

describe('a code that is not documented', () => {
  it.each([
    ['RequestLimitExceeded.SomethingNew', 'unsent'],
    ['InternalError.DbError', 'soon'],
    ['DesOperation.MutexTaskRunning', 'slowly'],
    ['FailedOperation.IdempotentProcessing', 'slowly'],
    ['AuthFailure.Other', 'credentials'],
    ['LimitExceeded.SomethingNew', 'final'],
    ['Whatever', 'final'],
  ])('%s is %s by its name', (code, expected) => expect(classify(code)).toBe(expected));
});
