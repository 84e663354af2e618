import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error.js';

export interface SignedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface SigningKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
  /** Epoch ms after which the key is no longer good. */
  readonly expiresAt?: number;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const shape =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/([a-z0-9]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

const invalid = (message: string) => new ApiError('AuthFailure.InvalidAuthorization', message);
const unsigned = () =>
  new ApiError(
    'AuthFailure.SignatureFailure',
    'The provided credentials could not be validated. Please check your signature is correct.',
  );

/** A header's value as the signature covers it; Host without its port, as the SDK signs it. */
function canonicalValue(name: string, headers: IncomingHttpHeaders): string {
  const value = headers[name];
  if (typeof value !== 'string') throw invalid(`The signed header \`${name}\` is missing.`);
  const bare = name === 'host' ? value.replace(/:\d+$/, '') : value;
  return bare.trim().toLowerCase();
}

function signature(
  call: SignedCall,
  signedHeaders: string,
  scope: string,
  timestamp: string,
  secretKey: string,
): string {
  const [date = '', service = ''] = scope.split('/');
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${canonicalValue(name, call.headers)}\n`)
    .join('');
  const canonical = [call.method, call.path, '', headers, signedHeaders, sha256(call.body)].join('\n');
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  return hmac(key, toSign).toString('hex');
}

/**
 * Verifies a TC3-HMAC-SHA256 signature as strictly as the API documents it and returns the key that made it.
 * `now` is the API's own clock in epoch ms. Throws ApiError AuthFailure.*.
 */
export function verifySignature<Key extends SigningKey>(
  call: SignedCall,
  service: string,
  now: number,
  findKey: (secretId: string) => Key | undefined,
): Key {
  const { authorization } = call.headers;
  if (authorization === undefined) throw invalid('The request header `Authorization` is missing.');
  const parts = shape.exec(authorization);
  if (parts === null) throw invalid('The request header `Authorization` is not in the form of TC3-HMAC-SHA256.');
  const [, secretId = '', date = '', scopeService = '', signedHeaders = '', given = ''] = parts;
  const names = signedHeaders.split(';');
  if (!names.includes('content-type') || !names.includes('host') || names.join() !== [...names].sort().join()) {
    throw invalid('`SignedHeaders` must name content-type and host, in ascending order.');
  }
  const timestamp = call.headers['x-tc-timestamp'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    throw new ApiError('InvalidParameter', 'The request header `X-TC-Timestamp` is not a UNIX timestamp in seconds.');
  }
  if (Math.abs(Number(timestamp) - now / 1000) > 300) {
    throw new ApiError(
      'AuthFailure.SignatureExpire',
      'The signature has expired. The difference between `X-TC-Timestamp` and the server time cannot exceed five minutes.',
    );
  }
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date || scopeService !== service) {
    throw unsigned();
  }
  const key = findKey(secretId);
  if (key === undefined) {
    throw new ApiError(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that your SecretId is correct.',
    );
  }
  const token = call.headers['x-tc-token'];
  if (key.token !== token || (key.expiresAt !== undefined && now > key.expiresAt)) {
    throw new ApiError('AuthFailure.TokenFailure', 'The provided token is invalid or has expired.');
  }
  const wanted = signature(call, signedHeaders, `${date}/${service}/tc3_request`, timestamp, key.secretKey);
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(given))) throw unsigned();
  return key;
}
