import type { LoggedEvent } from '../../cluster/logs-result.js';
import type { HostLog, LogRecord, StateRecord } from '../../facts/log-records.js';

/** An event, with its moment as epoch ms of our clock. */
export interface TimedEvent extends Omit<LoggedEvent, 'at'> {
  readonly atMs: number;
}

/** How an ENI is called: by the instance of the pair that has it, else by its own id. */
export type NameOf = (eni: string | null) => string | null;

/** What one host saw, as single events; what it saw first is told where a process of its hooks began. */
export function toEvents(where: string, log: HostLog, nameOf: NameOf): readonly TimedEvent[] {
  const ours = (ms: number) => ms - log.clockOffsetMs;
  let before: StateRecord | undefined;
  return log.records.flatMap((record): readonly TimedEvent[] => {
    if (record.kind !== 'state') return ofMove(record, where, ours, nameOf);
    const events = compareStates(record.started === undefined ? before : undefined, record);
    before = record;
    return events.map((event) => ({ ...event, where, atMs: ours(record.ms) }));
  });
}

function ofMove(
  record: Exclude<LogRecord, StateRecord>,
  where: string,
  ours: (ms: number) => number,
  nameOf: NameOf,
): readonly TimedEvent[] {
  const from = nameOf(record.from);
  if (record.kind === 'moved') return [{ kind: 'moved', where, atMs: ours(record.ms), from, to: nameOf(record.to) }];
  const { detectedMs, acceptedMs, landedMs, outageMs } = record;
  return [
    { kind: 'detected', where, atMs: ours(detectedMs), reason: record.code },
    ...(acceptedMs === null ? [] : [{ kind: 'accepted', where, atMs: ours(acceptedMs), from } as const]),
    ...(landedMs === null
      ? []
      : [{ kind: 'landed', where, atMs: ours(landedMs), from, seconds: (outageMs ?? 0) / 1000 } as const]),
  ];
}

type Change = Omit<TimedEvent, 'where' | 'atMs'>;

/** What has changed from one state of a host to the next. */
function compareStates(before: StateRecord | undefined, now: StateRecord): readonly Change[] {
  // The log begins in the middle: what had been so before is no news.
  if (before === undefined && now.started === undefined) return [];
  const changes: Change[] = [];
  if (now.started !== undefined) changes.push({ kind: 'started', seconds: now.started, to: now.role });
  else if (before !== undefined && before.role !== now.role) {
    const isUnheard = now.role === 'MASTER' && !now.heard;
    changes.push({ kind: 'role', from: before.role, to: now.role, ...(isUnheard && { reason: 'unheard' }) });
  }
  if (before !== undefined && before.nic !== now.nic) changes.push({ kind: now.nic ? 'nic-on' : 'nic-off' });
  if (before !== undefined && before.owner !== now.owner) {
    changes.push({ kind: 'owner', from: before.owner, to: now.owner });
  }
  const was = before?.faults ?? {};
  for (const [reason, why] of Object.entries(now.faults)) {
    if (was[reason] === undefined) changes.push({ kind: 'unfit', reason, why });
  }
  for (const reason of Object.keys(was)) {
    if (now.faults[reason] === undefined) changes.push({ kind: 'fit', reason });
  }
  const lost = before?.api ?? null;
  if (now.api !== null && now.api !== lost) changes.push({ kind: 'api-lost', why: now.api });
  if (now.api === null && lost !== null) changes.push({ kind: 'api-back' });
  return changes;
}
