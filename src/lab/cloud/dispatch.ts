import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyAccount } from './account.js';
import { knownRegions } from './actions/instances.js';
import { findAction } from './actions/table.js';
import { ApiError, refusals } from './api-error.js';
import type { CallLog } from './call-log.js';
import type { Action, Context } from './context.js';
import { FaultBook, RateLimiter } from './faults.js';
import { findForbidden, type Key } from './keys.js';
import type { FaultEffect } from './knobs.js';
import { schemaOf, verifyFields } from './schema.js';
import { type SignedCall, verifySignature } from './tc3.js';

export interface Received extends SignedCall {
  /** The address that the call came from. */
  readonly source: string;
}

/** What becomes of a call: an answer, or a connection that ends or stays without one. */
export type Outcome = { readonly status: number; readonly body: string; readonly label: string } | 'hang' | 'lost';

const versions: Readonly<Record<string, string>> = { vpc: '2017-03-12', cvm: '2017-03-12', sts: '2018-08-13' };

const header = (call: Received, name: string) => {
  const value = call.headers[name];
  return typeof value === 'string' ? value : '';
};
const serviceOf = (host: string) => host.split('.')[0] ?? '';

function parseBody(body: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Falls through to the refusal below.
  }
  throw new ApiError('InvalidParameter', 'The request body is not a JSON object.');
}

/** Takes calls through the same gates as the API's gateway does, and logs them. */
export class Dispatcher {
  readonly #context: Context;
  readonly #log: CallLog;
  #faults = new FaultBook();
  #rates = new RateLimiter();

  constructor(context: Context, log: CallLog) {
    this.#context = context;
    this.#log = log;
  }

  /** The API's own clock, epoch ms. */
  now(): number {
    return Date.now() + this.#context.knobs().clockOffsetSeconds * 1000;
  }

  /** Forgets the calls that were counted against faults and limits. */
  forget(): void {
    this.#faults = new FaultBook();
    this.#rates = new RateLimiter();
  }

  async answer(call: Received): Promise<Outcome> {
    const at = Date.now();
    const requestId = randomUUID();
    const name = header(call, 'x-tc-action');
    const secretId = /Credential=([^/]+)\//.exec(call.headers.authorization ?? '')?.[1] ?? '';
    const kind = this.#context.keys.find(secretId)?.kind;
    const { faults, latencyMs } = this.#context.knobs();
    const effects = this.#faults.meet(faults, name, kind);
    const delay = effects.reduce((sum, effect) => sum + ('delayMs' in effect ? effect.delayMs : 0), 0);
    await sleep(latencyMs / 2);
    const outcome = this.#outcome(call, name, requestId, effects);
    await sleep(latencyMs / 2 + delay);
    this.#log.add({
      at,
      action: name,
      service: serviceOf(header(call, 'host')),
      caller: { secretId, kind, source: call.source },
      host: header(call, 'host'),
      params: safely(() => parseBody(call.body)),
      code: typeof outcome === 'string' ? outcome : outcome.label,
      ms: Date.now() - at,
      requestId,
    });
    return outcome;
  }

  #outcome(call: Received, name: string, requestId: string, effects: readonly FaultEffect[]): Outcome {
    for (const effect of effects) {
      if ('hang' in effect) return 'hang';
      if ('reply' in effect) return accept(requestId, effect.reply);
      if ('garbage' in effect) return { status: 200, body: '<html>\u0000not json', label: 'garbage' };
      if ('status' in effect) return { status: effect.status, body: 'upstream failed', label: `http-${effect.status}` };
      if ('code' in effect) {
        return refuse(
          requestId,
          new ApiError(effect.code, effect.message ?? 'Refused by a fault that a test has set.'),
        );
      }
    }
    try {
      const answer = this.#perform(call, name, requestId, effects);
      if (effects.some((effect) => 'lostReply' in effect)) return 'lost';
      return accept(requestId, answer);
    } catch (error) {
      if (error instanceof ApiError) return refuse(requestId, error);
      console.error(`${name} failed in the stand-in:`, error);
      return refuse(requestId, new ApiError('InternalError', `The stand-in failed: ${String(error)}`));
    }
  }

  #perform(call: Received, name: string, requestId: string, effects: readonly FaultEffect[]): object {
    const service = serviceOf(header(call, 'host'));
    if (call.method !== 'POST' || !/^application\/json\b/.test(header(call, 'content-type'))) {
      throw new ApiError('UnsupportedProtocol', 'Only POST of application/json is supported here.');
    }
    if (name === '') throw new ApiError('MissingParameter', 'The request header `X-TC-Action` is missing.');
    const key = verifySignature(call, service, this.now(), (secretId) => this.#context.keys.find(secretId));
    const version = header(call, 'x-tc-version');
    if (version === '') throw new ApiError('MissingParameter', 'The request header `X-TC-Version` is missing.');
    if (version !== versions[service]) {
      throw new ApiError('NoSuchVersion', `The version \`${version}\` of the service \`${service}\` does not exist.`);
    }
    const found = findAction(service, name);
    if (found === undefined) {
      throw new ApiError('InvalidAction', `The API \`${service}:${name}\` of version ${version} does not exist.`);
    }
    const region = this.#region(call, found);
    const limit = this.#context.knobs().rateLimits[name] ?? found.limit;
    if (!this.#rates.allows(`${key.secretId} ${name}`, limit, Date.now())) {
      throw new ApiError(rateLimitOf(name), `Your current request times exceed the limit of ${limit} a second.`);
    }
    const params = parseBody(call.body);
    verifyFields(schemaOf(service), `${name}Request`, params);
    this.#authorize(found, params, key, region, requestId);
    if (this.#context.knobs().haVipBeta === 'refused' && name.includes('HaVip')) throw refusals.notLetIn();
    const { account } = this.#context;
    const context = {
      ...this.#context,
      account: region === account.region ? account : emptyAccount(account.uin, region),
    };
    return found.perform(params as never, context, { requestId, region, key, effects });
  }

  #region(call: Received, found: Action): string {
    const region = header(call, 'x-tc-region');
    if (region === '') {
      if (found.global === true) return this.#context.account.region;
      throw new ApiError('MissingParameter', 'The request header `X-TC-Region` is missing.');
    }
    if (!knownRegions.includes(region))
      throw new ApiError('UnsupportedRegion', `The region \`${region}\` is not supported.`);
    return region;
  }

  #authorize(found: Action, params: object, key: Key, region: string, requestId: string): void {
    const { uin } = this.#context.account;
    const resources = found.resources?.(params as never);
    for (const name of found.bothNames ? (['cvm', 'vpc'] as const) : [found.service]) {
      const named = resources?.map((one) => {
        const service = found.bothNames ? name : one.service;
        return `qcs::${service}:${region}:uin/${uin}:${one.path}`;
      });
      const forbidden = findForbidden(key, `${name}:${found.name}`, named ?? ['*']);
      if (forbidden === undefined) continue;
      throw new ApiError(
        'UnauthorizedOperation',
        `[request id:${requestId}]you are not authorized to perform operation (${name}:${found.name})\n` +
          `resource (${forbidden}) has no permission\n`,
      );
    }
  }
}

/** VPC answers a rate limit of its own on these; the gateway's stands before all others. */
const ownLimit =
  /^(Describe(NetworkInterfaces|NetworkInterfaceLimit)|(Assign|Unassign)PrivateIpAddresses|ModifyPrivateIpAddressesAttribute)$/;
const rateLimitOf = (name: string) => (ownLimit.test(name) ? 'LimitExceeded.ActionLimited' : 'RequestLimitExceeded');

function accept(requestId: string, answer: object): Outcome {
  return { status: 200, body: JSON.stringify({ Response: { ...answer, RequestId: requestId } }), label: 'ok' };
}

function refuse(requestId: string, error: ApiError): Outcome {
  const body = { Response: { Error: { Code: error.code, Message: error.message }, RequestId: requestId } };
  return { status: 200, body: JSON.stringify(body), label: error.code };
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
