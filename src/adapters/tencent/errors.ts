import { CloudError, type CloudErrorKind } from '../../errors.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import type { CodeClass } from './codes/code.js';
import { classify, findCode } from './codes/table.js';

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

/** Codes whose own text leaves open what its reader has to know. */
const other: Readonly<Record<string, (site: CallSite) => string>> = {
  UnsupportedRegion: ({ region }) => `Tencent Cloud has no region ${region}, or the service is not there`,
};

const permission = /\(([a-z]+:\w+)\)[^(]*\(([^)]+)\)/;

/** A refusal by CAM names the operation and the resource; other refusals of the same code are about the resource. */
function isPermissionRefusal(action: string, code: string, text: string): boolean {
  if (code !== 'UnauthorizedOperation' && code !== 'AuthFailure.UnauthorizedOperation') return false;
  // Documented for this action itself, for a task that is not the caller's.
  return action !== 'DescribeVpcTaskResult' || permission.test(text);
}

function explainPermission({ action, credentials: { source } }: CallSite, text: string): string {
  const [, operation = action, resource = '*'] = permission.exec(text) ?? [];
  return `the credentials from ${source} lack the permission ${operation} on ${resource}`;
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
  const { action } = site;
  const known = findCode(action, code) ?? (isRateLimit(code) ? findCode(action, 'RequestLimitExceeded') : undefined);
  const hint = known?.hint ?? `look the code ${code} up in the API's documentation of ${action}`;
  if (isPermissionRefusal(action, code, message)) return { message: explainPermission(site, message), hint };
  if (isRateLimit(code)) return { message: `the account calls ${action} too often just now`, hint };
  return { message: other[code]?.(site) ?? message, hint };
}

const isRateLimit = (code: string) => classify(code) === 'unsent';

const kinds: Partial<Record<CodeClass, CloudErrorKind>> = { slowly: 'busy', token: 'token' };

/** A failure of the SDK as one that its reader can act on. The code is the API's own, or Network where no answer came. */
export function toCloudError(site: CallSite, cause: unknown): CloudError {
  const failure: SdkFailure = cause instanceof Error ? cause : { message: String(cause) };
  const code = failure.code === undefined || /^E[A-Z]+$/.test(failure.code) ? undefined : failure.code;
  const { message, hint } = explain(site, { ...pick(failure), ...(code === undefined ? {} : { code }) });
  const request = failure.requestId === undefined || failure.requestId === '' ? '' : ` (request ${failure.requestId})`;
  // The cause stays behind: what the SDK puts into its exceptions is not ours to vouch for.
  const isDenied = code !== undefined && isPermissionRefusal(site.action, code, failure.message);
  const kind = isDenied ? 'permission' : code === undefined ? undefined : kinds[classify(code)];
  return new CloudError(site.action, code ?? 'Network', `${message}${request}`, {
    where: site.host,
    hint,
    ...(kind && { kind }),
  });
}

function pick({ message, requestId, httpCode }: SdkFailure): SdkFailure {
  return {
    message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(httpCode === undefined ? {} : { httpCode }),
  };
}
