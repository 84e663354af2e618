import { again, type CodeRow, internal } from './code.js';

const fault = 'the API has a passing fault; run the same command again in a while';

/** Codes that any action may answer: the API's list of common error codes, and the ones that VPC's actions share. */
export const gatewayCodes: readonly CodeRow[] = [
  {
    class: 'unsent',
    hint: 'wait a minute and run the same command again; another program of the account makes many calls',
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
    hint: fault,
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
    hint: `the API could not see in time whether the address is free; ${again}`,
    codes: ['FailedOperation.NetDetectTimeOut'],
  },
  {
    class: 'slowly',
    hint: `something else is changing the same ENI, EIP or address; ${again}`,
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
    hint: again,
    codes: ['UnsupportedOperation.DeliveryFailed', 'UnsupportedOperation.IdempotentParameterMismatch'],
  },
  {
    class: 'credentials',
    hint: 'check the API credentials: SecretId, SecretKey, and the token of temporary ones',
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
    hint: 'grant it in Cloud Access Management to the user or the role behind these credentials; ha-setup policy prints what is needed',
    codes: ['UnauthorizedOperation', 'AuthFailure.UnauthorizedOperation'],
  },
  {
    // Documented for this action beside CAM's refusals: another account's task, for one.
    class: 'final',
    hint: again,
    codes: ['UnauthorizedOperation'],
    actions: ['DescribeVpcTaskResult'],
  },
  {
    class: 'final',
    hint: 'the account restricts the addresses from which its API is called: run ha-setup from one that is allowed',
    codes: ['IpInBlacklist', 'IpNotInWhitelist'],
  },
  {
    class: 'final',
    hint: 'check region in the answers, for example ap-beijing, and that the service is offered there',
    codes: [
      'UnsupportedRegion',
      'ActionOffline',
      'FailedOperation.InvalidRegion',
      'UnsupportedOperation.UnsupportedRegion',
    ],
  },
  {
    class: 'final',
    hint: 'check api.domain in the answers: the API at that name does not know the call',
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
    hint: internal,
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
    hint: 'check the ids in the answers: one of them has not the form of its kind',
    codes: ['InvalidParameterValue.Malformed', 'InvalidParameterValue.Range'],
  },
  {
    class: 'final',
    hint: 'check region and the ids in the answers: one of them names what the account does not have there',
    codes: ['ResourceNotFound', 'UnsupportedOperation.AppIdMismatch', 'UnsupportedOperation.ResourceMismatch'],
  },
  {
    class: 'final',
    hint: "the account's quota is used up: remove what nobody needs, or ask the vendor for more",
    codes: ['LimitExceeded', 'ResourceInsufficient'],
  },
  { class: 'final', hint: `something uses it at the moment; ${again}`, codes: ['ResourceInUse'] },
  {
    class: 'final',
    hint: 'compare the state of the resource in the console with what ha-setup plan shows, then run the same command again',
    codes: ['UnsupportedOperation', 'FailedOperation'],
  },
];
