import { auditHost } from '../facts/audit.js';
import { gather } from '../facts/fact.js';
import { glanceAt } from '../facts/glance.js';
import { hooksFact } from '../facts/hooks.js';
import { type HostFacts, surveyHost } from '../facts/host.js';
import { readHostLog } from '../facts/log-records.js';
import type { OpenHost } from '../ports/host.js';
import type { Depth, FactsByDepth } from './pair.js';

interface ReadOptions<D extends Depth> {
  readonly depth: D;
  readonly logSinceMs?: () => number;
}

/** Reads of a host what the depth asks for, in one round trip. Throws HostError where it is lost. */
export function readHost<D extends Depth>(
  host: OpenHost,
  { depth, logSinceMs }: ReadOptions<D>,
  now: () => number,
): Promise<FactsByDepth[D]> {
  const readers: { readonly [Key in Depth]: () => Promise<FactsByDepth[Key]> } = {
    full: () => surveyWithHooks(host, now),
    audit: () => auditHost(host, now),
    glance: () => glanceAt(host),
    log: () => readHostLog(host, now, logSinceMs?.() ?? 0),
  };
  return readers[depth]() as Promise<FactsByDepth[D]>;
}

/** Side by side: the hooks ask the API before they answer. */
async function surveyWithHooks(host: OpenHost, now: () => number): Promise<HostFacts> {
  const [facts, { hooks }] = await Promise.all([surveyHost(host, now), gather(host, { hooks: hooksFact })]);
  return { ...facts, ...(hooks && { hooksStatus: hooks }) };
}
