import type { LogsResult } from '../../cluster/logs-result.js';
import { nodeNames, nodeOf } from '../../cluster/nodes.js';
import type { ClusterSpec, NodeName } from '../../cluster/spec.js';
import type { HostLog } from '../../facts/log-records.js';
import type { Pair } from '../pair.js';
import { findCause, type TimedSwitch } from './causes.js';
import { type NameOf, type TimedEvent, toEvents } from './events.js';

/** What the logs of a pair are made from. */
export type Logged = Pick<Pair<'log'>, 'spec' | 'topology' | 'hosts' | 'atMs'>;

export interface Window {
  /** Events before this moment are left out, by our clock; absent: no bound. */
  readonly sinceMs?: number;
  /** Only the last so many switches, with what was seen around them. */
  readonly last?: number;
}

/** So long before a switch, and after it, what was seen belongs to it. */
const aroundMs = { before: 60_000, after: 30_000 } as const;

/** One timeline of both hosts, by our clock. */
export function toHistory(pair: Logged, { sinceMs, last }: Window): LogsResult {
  const { spec, hosts, atMs } = pair;
  const nameOf = namesOf(pair);
  const read = nodeNames.flatMap((node) => {
    const log = logOf(pair, node);
    return log === undefined ? [] : [{ instance: nodeOf(spec, node).instance, log }];
  });
  const all = read
    .flatMap(({ instance, log }) => toEvents(instance, log, nameOf))
    .sort((one, other) => one.atMs - other.atMs);
  const allSwitches = read
    .flatMap(({ instance, log }) => toSwitches(instance, log, nameOf, otherThan(instance, spec)))
    .sort((one, other) => one.landedMs - other.landedMs);
  const begins = ({ landedMs, detectedMs }: TimedSwitch) => detectedMs ?? landedMs;
  const inTime = allSwitches.filter(({ landedMs }) => sinceMs === undefined || landedMs >= sinceMs);
  const switches = last === undefined ? inTime : inTime.slice(-last);
  const isNear = ({ atMs: at }: TimedEvent) =>
    switches.some((one) => at >= begins(one) - aroundMs.before && at <= one.landedMs + aroundMs.after);
  const events = all.filter((event) => (last === undefined ? event.atMs >= (sinceMs ?? 0) : isNear(event)));
  return {
    version: 1,
    cluster: spec.cluster,
    at: toIso(atMs),
    since: sinceMs === undefined ? null : toIso(sinceMs),
    hosts: nodeNames.map((node) => {
      const reading = hosts[node];
      const { instance } = nodeOf(spec, node);
      if ('failure' in reading) return { instance, read: false, problem: reading.failure.message, clockOffsetMs: null };
      return { instance, read: true, clockOffsetMs: reading.known.clockOffsetMs };
    }),
    switches: switches.map((one) => ({
      at: toIso(one.landedMs),
      detectedAt: one.detectedMs === null ? null : toIso(one.detectedMs),
      acceptedAt: one.acceptedMs === null ? null : toIso(one.acceptedMs),
      from: one.from,
      to: one.to,
      outageMs: one.outageMs,
      cause: findCause(one, all, spec.preferred),
    })),
    events: events.map(({ atMs: at, ...event }) => ({ at: toIso(at), ...event })),
  };
}

function otherThan(instance: string, spec: ClusterSpec): string | undefined {
  return spec.nodes.map((node) => node.instance).find((id) => id !== instance);
}

function toSwitches(instance: string, log: HostLog, nameOf: NameOf, other: string | undefined): readonly TimedSwitch[] {
  const ours = (ms: number) => ms - log.clockOffsetMs;
  return log.records.flatMap((record): readonly TimedSwitch[] => {
    if (record.kind === 'state') return [];
    const from = nameOf(record.from);
    if (record.kind === 'moved') {
      const landedMs = ours(record.ms);
      const unknown = { detectedMs: null, acceptedMs: null, outageMs: null };
      return [{ code: 'somebody-else', from, to: nameOf(record.to), landedMs, ...unknown }];
    }
    const { code, detectedMs, acceptedMs, landedMs, outageMs } = record;
    const at = { detectedMs: ours(detectedMs), acceptedMs: acceptedMs === null ? null : ours(acceptedMs) };
    const before = landedMs === null && other !== undefined && { before: other };
    const landed = { landedMs: ours(landedMs ?? acceptedMs ?? detectedMs), outageMs };
    return [{ code, from, to: instance, ...at, ...landed, ...before }];
  });
}

/** ENIs by the cloud's record, and where that was not read by what each host was told of its pair. */
function namesOf(pair: Logged): NameOf {
  const { spec, topology } = pair;
  const names = new Map<string, string>();
  for (const node of nodeNames) {
    const settings = logOf(pair, node)?.settings;
    for (const one of settings === undefined ? [] : [settings.self, settings.peer]) names.set(one.eni, one.instance);
  }
  for (const node of nodeNames) {
    const id = topology?.nodes[node].eni.id ?? nodeOf(spec, node).eni;
    if (id !== undefined) names.set(id, nodeOf(spec, node).instance);
  }
  return (eni) => (eni === null ? null : (names.get(eni) ?? eni));
}

function logOf({ hosts }: Logged, node: NodeName): HostLog | undefined {
  const reading = hosts[node];
  return 'known' in reading ? reading.known : undefined;
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
