import { CloudError } from '../../errors.js';
import type { CloudCredentials } from '../../ports/credentials.js';

/** What is known about the call that failed, for the message and the hint. */
export interface CallSite {
  readonly action: string;
  readonly host: string;
  readonly region: string;
  /** Where the connection starts: this machine, that host. */
  readonly from: string;
  readonly credentials: Pick<CloudCredentials, 'secretId' | 'source'>;
  readonly clockOffsetMs: number | undefined;
}

/** The parts of the SDK's exception that it does set, and of what it lets through. */
interface SdkFailure {
  readonly message: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly httpCode?: number;
}

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

const maskId = (secretId: string) => `${secretId.slice(0, 8)}…${secretId.slice(-4)}`;

function explainClock({ clockOffsetMs }: CallSite): Explanation {
  const offset = clockOffsetMs === undefined ? undefined : Math.round(clockOffsetMs / 1000);
  const skew =
    offset === undefined
      ? 'is more than 300 s off'
      : `is ${Math.abs(offset)} s ${offset > 0 ? 'behind' : 'ahead of'} the API's (300 s are allowed)`;
  return {
    message: `this machine's clock ${skew}, so the API takes its signatures for expired`,
    hint: 'set the clock, for example: timedatectl set-ntp true',
  };
}

const credentialFailures: Readonly<Record<string, (site: CallSite) => Explanation>> = {
  'AuthFailure.SignatureExpire': explainClock,
  'AuthFailure.SecretIdNotFound': ({ credentials: { secretId, source } }) => ({
    message: `Tencent Cloud knows no SecretId ${maskId(secretId)} (from ${source}); it is mistyped, deleted or disabled`,
    hint: `check the SecretId in ${source} against the console: Cloud Access Management, API keys`,
  }),
  'AuthFailure.InvalidSecretId': ({ credentials: { secretId, source } }) => ({
    message: `${maskId(secretId)} (from ${source}) is no API key`,
    hint: `put a SecretId of the console's "API keys" page into ${source}`,
  }),
  'AuthFailure.SignatureFailure': ({ credentials: { secretId, source } }) => ({
    message: `the SecretKey from ${source} does not belong to the SecretId ${maskId(secretId)}`,
    hint: `check the SecretKey in ${source}: no blanks, no quotes, the one of this very SecretId`,
  }),
  'AuthFailure.TokenFailure': ({ credentials: { source } }) => ({
    message: `the temporary credentials from ${source} have expired, or their token is wrong`,
    hint: `get new ones into ${source}, with the token that belongs to them`,
  }),
  'AuthFailure.MFAFailure': ({ credentials: { source } }) => ({
    message: `the account wants a second factor, which the credentials from ${source} do not carry`,
    hint: 'use temporary credentials that were made with the second factor',
  }),
};

const other: Readonly<Record<string, (site: CallSite, text: string) => Explanation>> = {
  UnsupportedRegion: ({ region }) => ({
    message: `Tencent Cloud has no region ${region}, or the service is not there`,
    hint: 'check region in the answers, for example ap-beijing',
  }),
  RequestLimitExceeded: ({ action }) => ({
    message: `the account calls ${action} too often just now`,
    hint: 'wait a minute and run the same command again',
  }),
  InternalError: (_site, text) => ({
    message: text,
    hint: 'the API has a fault; run the same command again in a while',
  }),
  InternalServerError: (_site, text) => ({
    message: text,
    hint: 'the API has a fault; run the same command again in a while',
  }),
  ResourceInUse: (_site, text) => ({ message: text, hint: 'choose another address for vip, or vip: auto' }),
  LimitExceeded: (_site, text) => ({ message: text, hint: 'free a private IP of that ENI, or have its quota raised' }),
  AddressQuotaLimitExceeded: (_site, text) => ({
    message: text,
    hint: 'release an EIP that nobody needs, or name an existing one: eip: eip-xxxxxxxx',
  }),
  'FailedOperation.BalanceInsufficient': (_site, text) => ({ message: text, hint: 'top up the account' }),
};

const permission = /\(([a-z]+:\w+)\)[^(]*\(([^)]+)\)/;

function explainPermission({ action, credentials: { source } }: CallSite, text: string): Explanation {
  const [, operation = action, resource = '*'] = permission.exec(text) ?? [];
  return {
    message: `the credentials from ${source} lack the permission ${operation} on ${resource}`,
    hint: 'grant it in Cloud Access Management to the user or the role behind these credentials',
  };
}

/** Whether the refusal is about permissions (CAM); UnauthorizedOperation.PrimaryIp and its like are about the resource. */
export function isPermissionRefusal(code: string): boolean {
  return code === 'UnauthorizedOperation' || code === 'AuthFailure.UnauthorizedOperation';
}

const networkCode = /\b(E[A-Z_]{3,}|[A-Z_]*CERT[A-Z_]*)\b/;

function explainNetwork(site: CallSite, failure: SdkFailure): Explanation {
  const { httpCode, message } = failure;
  const reason = /reason: (.+)$/.exec(message)?.[1] ?? message;
  const what = httpCode === undefined ? `gave no proper answer: ${reason}` : `answered with HTTP status ${httpCode}`;
  const cause = networkCode.exec(reason)?.[1] ?? '';
  const hint = /CERT|SELF_SIGNED/.test(cause)
    ? 'its certificate is not trusted here; behind a proxy that opens TLS, name its CA in NODE_EXTRA_CA_CERTS'
    : `check that ${site.from} reaches https://${site.host}, or set another api.domain in the answers`;
  return { message: `${site.host} ${what}`, hint };
}

function explain(site: CallSite, failure: SdkFailure): Explanation {
  const { code, message } = failure;
  if (code === undefined) return explainNetwork(site, failure);
  const credential = credentialFailures[code];
  if (credential !== undefined) return credential(site);
  if (isPermissionRefusal(code)) return explainPermission(site, message);
  const known = other[code] ?? other[code.split('.')[0] ?? ''];
  return (
    known?.(site, message) ?? { message, hint: `look the code ${code} up in the API's documentation of ${site.action}` }
  );
}

/** A failure of the SDK as one that its reader can act on. The code is the API's own, or Network where no answer came. */
export function toCloudError(site: CallSite, cause: unknown): CloudError {
  const failure: SdkFailure = cause instanceof Error ? cause : { message: String(cause) };
  const code = failure.code === undefined || /^E[A-Z]+$/.test(failure.code) ? undefined : failure.code;
  const { message, hint } = explain(site, { ...pick(failure), ...(code === undefined ? {} : { code }) });
  const request = failure.requestId === undefined || failure.requestId === '' ? '' : ` (request ${failure.requestId})`;
  // The cause stays behind: what the SDK puts into its exceptions is not ours to vouch for.
  return new CloudError(site.action, code ?? 'Network', `${message}${request}`, { where: site.host, hint });
}

function pick({ message, requestId, httpCode }: SdkFailure): SdkFailure {
  return {
    message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(httpCode === undefined ? {} : { httpCode }),
  };
}
