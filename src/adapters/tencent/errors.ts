import { CloudError, type CloudErrorKind } from '../../errors.js';
import { say } from '../../messages/say.js';
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
  const { unknown, ahead, behind, hint } = say.cloud.clock;
  if (clockOffsetMs === undefined) return { message: unknown, hint };
  const seconds = Math.abs(Math.round(clockOffsetMs / 1000));
  return { message: clockOffsetMs > 0 ? behind({ seconds }) : ahead({ seconds }), hint };
}

const credentialFailures: Readonly<Record<string, (site: CallSite) => Explanation>> = {
  'AuthFailure.SignatureExpire': explainClock,
  'AuthFailure.SecretIdNotFound': ({ credentials: { secretId, source } }) => ({
    message: say.cloud.credentials.unknownId({ id: maskId(secretId), source }),
    hint: say.cloud.credentials.unknownIdHint({ source }),
  }),
  'AuthFailure.InvalidSecretId': ({ credentials: { secretId, source } }) => ({
    message: say.cloud.credentials.noId({ id: maskId(secretId), source }),
    hint: say.cloud.credentials.noIdHint({ source }),
  }),
  'AuthFailure.SignatureFailure': ({ credentials: { secretId, source } }) => ({
    message: say.cloud.credentials.wrongKey({ id: maskId(secretId), source }),
    hint: say.cloud.credentials.wrongKeyHint({ source }),
  }),
  'AuthFailure.TokenFailure': ({ credentials: { source } }) => ({
    message: say.cloud.credentials.temporary({ source }),
    hint: say.cloud.credentials.temporaryHint({ source }),
  }),
  'AuthFailure.MFAFailure': ({ credentials: { source } }) => ({
    message: say.cloud.credentials.secondFactor({ source }),
    hint: say.cloud.credentials.secondFactorHint,
  }),
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
  return say.cloud.credentials.denied({ source, operation, resource });
}

const networkCode = /\b(E[A-Z_]{3,}|[A-Z_]*CERT[A-Z_]*)\b/;

function explainNetwork(site: CallSite, failure: SdkFailure): Explanation {
  const { httpCode: status, message } = failure;
  const { host, from } = site;
  const reason = /reason: (.+)$/.exec(message)?.[1] ?? message;
  const cause = networkCode.exec(reason)?.[1] ?? '';
  const hint = /CERT|SELF_SIGNED/.test(cause) ? say.cloud.certificateHint : say.cloud.unreachableHint({ from, host });
  return {
    message: status === undefined ? say.cloud.noAnswer({ host, reason }) : say.cloud.status({ host, status }),
    hint,
  };
}

function explain(site: CallSite, failure: SdkFailure): Explanation {
  const { code, message } = failure;
  if (code === undefined) return explainNetwork(site, failure);
  const credential = credentialFailures[code];
  if (credential !== undefined) return credential(site);
  const { action } = site;
  const known = findCode(action, code) ?? (isRateLimit(code) ? findCode(action, 'RequestLimitExceeded') : undefined);
  const hint = known === undefined ? say.codes.undocumented({ code, action }) : say.codes[known.hint];
  if (isPermissionRefusal(action, code, message)) return { message: explainPermission(site, message), hint };
  if (isRateLimit(code)) return { message: say.cloud.tooOften({ action }), hint };
  // The API's own text leaves open which region.
  if (code === 'UnsupportedRegion') return { message: say.cloud.noRegion(site), hint };
  return { message, hint };
}

const isRateLimit = (code: string) => classify(code) === 'unsent';

const kinds: Partial<Record<CodeClass, CloudErrorKind>> = { slowly: 'busy', token: 'token' };

/** A failure of the SDK as one that its reader can act on. The code is the API's own, or Network where no answer came. */
export function toCloudError(site: CallSite, cause: unknown): CloudError {
  const failure: SdkFailure = cause instanceof Error ? cause : { message: String(cause) };
  const code = failure.code === undefined || /^E[A-Z]+$/.test(failure.code) ? undefined : failure.code;
  const { message, hint } = explain(site, { ...pick(failure), ...(code === undefined ? {} : { code }) });
  const id = failure.requestId;
  // The cause stays behind: what the SDK puts into its exceptions is not ours to vouch for.
  const isDenied = code !== undefined && isPermissionRefusal(site.action, code, failure.message);
  const kind = isDenied ? 'permission' : code === undefined ? undefined : kinds[classify(code)];
  return new CloudError(site.action, code ?? 'Network', id ? say.cloud.request({ message, id }) : message, {
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
