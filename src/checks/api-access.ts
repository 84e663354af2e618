import { HostError } from '../errors.js';
import { say } from '../messages/say.js';
import { defineCheck, type Phase } from './check.js';
import { findAudit } from './context.js';
import { error, ok, type Remark, warning } from './finding.js';
import { isDeaf, type Trial } from './trial.js';

/** Credentials that end sooner than this and are not replaced will be missed. */
const soonMs = 5 * 60_000;

export const apiCredentialsCheck = defineCheck({
  id: 'api.credentials',
  subject: 'api',
  about: () => say.about.apiCredentials,
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
  subject: 'api',
  about: () => say.about.credentialsExpiry,
  when: ['verify'],
  needs: ['topology', 'host', 'api'],
  run({ host: { id }, api: { credentials } }, { pair: { apiClockOffsetMs = 0 }, now }) {
    if (credentials === undefined) return [];
    const { expiresAtMs, source } = credentials;
    if (expiresAtMs === undefined) return [ok(id, say.access.endless({ source }))];
    const leftMs = expiresAtMs - (now() + apiClockOffsetMs);
    const at = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
    const words = say.access;
    const hint = words.endHint;
    if (leftMs <= 0) return [error(id, words.ended({ source, at }), hint)];
    if (leftMs < soonMs) {
      const soon = words.ending({ source, at, minutes: soonMs / 60_000 });
      return [warning(id, soon, hint)];
    }
    return [ok(id, words.good({ source, at }))];
  },
});

/** The hooks' own call, made a moment ago on the host: nothing shows it better. */
function checkOwnCalls(
  id: string,
  hooks: { readonly status?: { readonly owner: string }; readonly complaint?: string } | undefined,
  repair: string,
): Remark[] {
  if (hooks?.status === undefined) return [];
  if (hooks.status.owner !== 'unknown') return [ok(id, say.access.reached)];
  const message = say.access.refused({ why: hooks.complaint ?? say.access.noReason });
  const hint = say.access.refusedHint({ command: repair });
  return [{ ...error(id, message, hint), unfit: { code: 'owner-unread' } }];
}

/** Why its calls fail, as far as calling in its place shows it. */
function codeOf(failure: Trial['failure']): { readonly code?: string } {
  if (failure === undefined) return {};
  if (failure instanceof HostError) return { code: failure.kind };
  return { code: failure.kind === 'permission' ? 'permission' : failure.code };
}

function explainFailure(id: string, failure: NonNullable<Trial['failure']>, phase: Phase): Remark[] {
  const words = say.access;
  const why = failure.message;
  if (isDeaf(failure)) {
    if (phase !== 'preflight') return [];
    return [warning(id, words.deaf({ why }), words.deafHint)];
  }
  const message = words.failed({ credentials: phase === 'preflight' ? words.hooksKey : words.ownKey, why });
  const unreached = failure instanceof HostError || failure.code === 'Network';
  const hint = failure.hint ?? words.failedHint;
  const next = unreached ? words.noProxy({ hint }) : hint;
  return [{ ...error(id, message, next), ...codeOf(failure), unfit: { code: 'api-failed', why } }];
}
