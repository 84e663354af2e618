import { HostError } from '../errors.js';
import { defineCheck, type Phase } from './check.js';
import { findAudit } from './context.js';
import { error, ok, type Remark, warning } from './finding.js';
import { hooksCredentials, isDeaf, type Trial } from './trial.js';

/** Credentials that end sooner than this and are not replaced will be missed. */
const soonMs = 5 * 60_000;

export const apiCredentialsCheck = defineCheck({
  id: 'api.credentials',
  title: 'API access and permissions',
  about: 'each host calls the API itself, with its own credentials',
  when: ['preflight', 'verify', 'fitness'],
  needs: ['topology', 'host', 'api'],
  run({ host: { node, id }, api }, { pair, command, phase }) {
    const own = checkOwnCalls(id, findAudit(pair, node)?.host.hooks, command());
    const failed = own.some(({ level }) => level === 'error');
    if (failed) return own.map((remark) => ({ ...remark, ...codeOf(api.failure) }));
    return [...own, ...(api.failure === undefined ? [] : explainFailure(id, api.failure, phase))];
  },
});

export const expiryCheck = defineCheck({
  id: 'credentials.expiry',
  title: 'API access and permissions',
  about: 'the credentials of each host last, or are renewed in time',
  when: ['verify'],
  needs: ['topology', 'host', 'api'],
  run({ host: { id }, api: { credentials } }, { pair: { apiClockOffsetMs = 0 }, now }) {
    if (credentials === undefined) return [];
    const { expiresAtMs, source } = credentials;
    if (expiresAtMs === undefined) return [ok(id, `${source}: without an end`)];
    const leftMs = expiresAtMs - (now() + apiClockOffsetMs);
    const at = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
    const hint = 'see in the console that the CAM role is bound to the instance, and that the role still exists';
    if (leftMs <= 0) return [error(id, `${source}: they ended at ${at}, and no new ones are handed out`, hint)];
    if (leftMs < soonMs) {
      const soon = `${source}: they end at ${at}, within ${soonMs / 60_000} minutes: new ones are overdue`;
      return [warning(id, soon, hint)];
    }
    return [ok(id, `${source}: good until ${at}, and renewed before`)];
  },
});

/** The hooks' own call, made a moment ago on the host: nothing shows it better. */
function checkOwnCalls(
  id: string,
  hooks: { readonly status?: { readonly owner: string }; readonly complaint?: string } | undefined,
  repair: string,
): Remark[] {
  if (hooks?.status === undefined) return [];
  if (hooks.status.owner !== 'unknown') return [ok(id, 'it reaches the API with its own credentials')];
  const message = `it cannot ask the API: ${hooks.complaint ?? 'no reason given'}`;
  const hint = `let it reach the API, and see its role or key in Cloud Access Management; after a new key: ${repair}`;
  return [{ ...error(id, message, hint), unfit: { code: 'owner-unread' } }];
}

/** Why its calls fail, as far as calling in its place shows it. */
function codeOf(failure: Trial['failure']): { readonly code?: string } {
  if (failure === undefined) return {};
  if (failure instanceof HostError) return { code: failure.kind };
  return { code: failure.kind === 'permission' ? 'permission' : failure.code };
}

const noProxy = 'an HTTP proxy is of no use to the hosts: their hooks call the API directly';

function explainFailure(id: string, failure: NonNullable<Trial['failure']>, phase: Phase): Remark[] {
  if (isDeaf(failure)) {
    if (phase !== 'preflight') return [];
    const message = `its sshd does not forward connections, so whether it reaches the API is not known yet (${failure.message})`;
    return [warning(id, message, 'allow TCP forwarding there for this check, or rely on the failover drills')];
  }
  const hint = 'let the host reach the API: a public IP, a NAT gateway, or api.domain in the answers';
  const message = `from there, with ${phase === 'preflight' ? hooksCredentials : 'its own credentials'}: ${failure.message}`;
  const unreached = failure instanceof HostError || failure.code === 'Network';
  const next = `${failure.hint ?? hint}${unreached ? `; ${noProxy}` : ''}`;
  return [{ ...error(id, message, next), ...codeOf(failure), unfit: { code: 'api-failed', why: failure.message } }];
}
