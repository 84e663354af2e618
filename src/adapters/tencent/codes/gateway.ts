import type { CodeRow } from './code.js';

/** Codes that any action may answer: the API's list of common error codes, and the ones that VPC's actions share. */
export const gatewayCodes: readonly CodeRow[] = [
  {
    class: 'unsent',
    hint: 'rateLimited',
    codes: [
      'RequestLimitExceeded',
      'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
      'RequestLimitExceeded.IPLimitExceeded',
      'RequestLimitExceeded.UinLimitExceeded',
      // VPC's own rate limit; not a quota, whatever its name says.
      'LimitExceeded.ActionLimited',
    ],
  },
  {
    class: 'soon',
    hint: 'fault',
    codes: [
      'InternalError',
      'InternalError.ModuleError',
      'InternalServerError',
      'ServiceUnavailable',
      'ResourceUnavailable',
    ],
  },
  {
    class: 'soon',
    hint: 'addressUnseen',
    codes: ['FailedOperation.NetDetectTimeOut'],
  },
  {
    class: 'slowly',
    hint: 'beingChanged',
    codes: [
      'UnsupportedOperation.MutexOperationTaskRunning',
      'OperationDenied.MutexTaskRunning',
      // Not in the API's list; the vendor's Terraform provider waits it out on EIPs.
      'DesOperation.MutexTaskRunning',
      'UnsupportedOperation.IdempotentProcessing',
      'UnsupportedOperation.InvalidState',
    ],
  },
  {
    class: 'token',
    hint: 'again',
    codes: ['UnsupportedOperation.DeliveryFailed', 'UnsupportedOperation.IdempotentParameterMismatch'],
  },
  {
    class: 'credentials',
    hint: 'credentials',
    codes: [
      'AuthFailure.InvalidAuthorization',
      'AuthFailure.InvalidSecretId',
      'AuthFailure.MFAFailure',
      'AuthFailure.SecretIdNotFound',
      'AuthFailure.SignatureExpire',
      'AuthFailure.SignatureFailure',
      'AuthFailure.TokenFailure',
      'UnauthorizedOperation.InvalidToken',
    ],
  },
  {
    class: 'final',
    hint: 'grant',
    codes: ['UnauthorizedOperation', 'AuthFailure.UnauthorizedOperation'],
  },
  {
    // Documented for this action beside CAM's refusals: another account's task, for one.
    class: 'final',
    hint: 'again',
    codes: ['UnauthorizedOperation'],
    actions: ['DescribeVpcTaskResult'],
  },
  {
    class: 'final',
    hint: 'addressNotAllowed',
    codes: ['IpInBlacklist', 'IpNotInWhitelist'],
  },
  {
    class: 'final',
    hint: 'region',
    codes: [
      'UnsupportedRegion',
      'ActionOffline',
      'FailedOperation.InvalidRegion',
      'UnsupportedOperation.UnsupportedRegion',
    ],
  },
  {
    class: 'final',
    hint: 'domain',
    codes: [
      'InvalidAction',
      'NoSuchProduct',
      'NoSuchVersion',
      'UnsupportedOperation.ActionNotFound',
      'UnsupportedOperation.InvalidAction',
    ],
  },
  {
    class: 'final',
    hint: 'internal',
    codes: [
      'DryRunOperation',
      'InvalidParameter',
      'InvalidParameter.Coexist',
      'InvalidParameter.Conflict',
      'InvalidParameter.FilterInvalidKey',
      'InvalidParameter.FilterNotDict',
      'InvalidParameter.FilterValuesNotList',
      'InvalidParameter.InvalidFilter',
      'InvalidParameterConflict',
      'InvalidParameterValue',
      'InvalidParameterValue.Combination',
      'InvalidParameterValue.DuplicatePara',
      'InvalidParameterValue.Empty',
      'InvalidParameterValue.LimitExceeded',
      'InvalidParameterValue.MissingAssociateEntity',
      'InvalidParameterValue.NotUtf8EncodingError',
      'InvalidParameterValue.ParameterMismatch',
      'InvalidParameterValue.TooLong',
      'InvalidRequest',
      'LimitExceeded.NumberOfFilters',
      'MissingParameter',
      'RequestSizeLimitExceeded',
      'ResponseSizeLimitExceeded',
      'UnknownParameter',
      'UnknownParameter.WithGuess',
      'UnsupportedProtocol',
    ],
  },
  {
    class: 'final',
    hint: 'idForm',
    codes: ['InvalidParameterValue.Malformed', 'InvalidParameterValue.Range'],
  },
  {
    class: 'final',
    hint: 'idUnknown',
    codes: ['ResourceNotFound', 'UnsupportedOperation.AppIdMismatch', 'UnsupportedOperation.ResourceMismatch'],
  },
  {
    class: 'final',
    hint: 'quota',
    codes: ['LimitExceeded', 'ResourceInsufficient'],
  },
  { class: 'final', hint: 'inUse', codes: ['ResourceInUse'] },
  {
    class: 'final',
    hint: 'state',
    codes: ['UnsupportedOperation', 'FailedOperation'],
  },
];
