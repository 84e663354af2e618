import * as z from 'zod';
import { paths } from '../cluster/names.js';
import type { HostReader } from '../ports/host.js';
import { clockFact } from './clock.js';
import { type Fact, gather } from './fact.js';
import { type HostSettings, parseSettings } from './settings.js';

const eni = z.string().nullable();

/** The VIP has landed on the host that wrote this. Times are epoch ms of that host's clock. */
const switchRecord = z.object({
  from: eni,
  /** Absent in the logs of older hooks. */
  to: eni.optional(),
  code: z.string(),
  detectedMs: z.number(),
  acceptedMs: z.number().nullable().catch(null),
  /** Absent where no record tells of it: the VIP is there, and nobody knows since when. */
  landedMs: z.number().nullable(),
  outageMs: z.number().nullable(),
});

/** Somebody else moved the VIP. */
const movedRecord = z.object({ ms: z.number(), from: eni, to: eni });

const owners = ['self', 'peer', 'other', 'none', 'unknown'] as const;

/** What a host saw when any of it had changed. */
const stateRecord = z.object({
  ms: z.number(),
  /** Seconds since boot; only in the first record of a process. */
  started: z.number().optional(),
  role: z.string(),
  /** The VIP is on the NIC. */
  nic: z.boolean(),
  owner: z.enum(owners).catch('unknown'),
  /** Why the host may not be active, by the name of the reason. */
  faults: z.record(z.string(), z.string()),
  /** What keeps the API from answering; null while it answers. */
  api: z.string().nullable(),
  /** The peer's adverts arrive. */
  heard: z.boolean(),
});

export type SwitchRecord = { readonly kind: 'switch' } & z.infer<typeof switchRecord>;
export type MovedRecord = { readonly kind: 'moved' } & z.infer<typeof movedRecord>;
export type StateRecord = { readonly kind: 'state' } & z.infer<typeof stateRecord>;

/** A line that the hooks' log has for programs. */
export type LogRecord = SwitchRecord | MovedRecord | StateRecord;

/** An announcement of a VIP that no record ever tells of is a switch as well. */
const schemas = { switch: switchRecord, announced: switchRecord, moved: movedRecord, state: stateRecord } as const;

const pattern = /^\[([^\]]+)\] \[pid\d+\] (switch|announced|moved|state) (\{.*\})$/;

/** The record that a line of the log is, with the line's own time (the host's clock and zone); nothing for any other line. */
export function parseLogLine(line: string): { readonly at: string; readonly record: LogRecord } | undefined {
  const [, at, kind, json] = pattern.exec(line) ?? [];
  if (at === undefined || kind === undefined || json === undefined) return undefined;
  const parsed = schemas[kind as keyof typeof schemas].safeParse(fromJson(json));
  if (!parsed.success) return undefined;
  return { at, record: { kind: kind === 'announced' ? 'switch' : kind, ...parsed.data } as LogRecord };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** More of one host are not read: the newest count. */
const mostRecords = 5000;

/** The log and its rotated files, the oldest first, however logrotate names them; those that were not written to for so many minutes are left out. */
const script = `find "\${1%/*}" -maxdepth 1 -type f -name "\${1##*/}*" -mmin "-$2" -printf '%T@ %p\\n' | sort -n | cut -d ' ' -f 2- |
while IFS= read -r file; do
  case $file in
    *.gz) gzip -cd <"$file" ;;
    *.xz) xz -cd <"$file" ;;
    *.bz2) bzip2 -cd <"$file" ;;
    *.zst) zstd -qcd <"$file" ;;
    *) cat <"$file" ;;
  esac
done | grep -E '^[^]]*[]] [^]]*[]] (switch|announced|moved|state) [{]' | tail -n "$3"`;

function recordsFact(minutes: number): Fact<readonly LogRecord[]> {
  return {
    key: 'records',
    argv: ['sh', '-c', script, 'sh', paths.log, String(minutes), String(mostRecords)],
    parse: ({ stdout }) => stdout.split('\n').flatMap((line) => parseLogLine(line)?.record ?? []),
  };
}

const settingsFact: Fact<HostSettings | undefined> = {
  key: 'settings',
  argv: ['cat', paths.settings],
  parse: ({ stdout }) => parseSettings(stdout),
};

/** What one host's log has for programs, in the order in which it was written. */
export interface HostLog {
  readonly records: readonly LogRecord[];
  /** The host's clock minus ours, ms. */
  readonly clockOffsetMs: number;
  /** Whose ENIs the records name. */
  readonly settings?: HostSettings;
}

/** @param sinceMs by our clock: files that were not written to since then are left out. Throws HostError where the host is lost. */
export async function readHostLog(host: HostReader, now: () => number, sinceMs: number): Promise<HostLog> {
  // The clock by itself: reading a log may take seconds, and the order of two hosts' events hangs on this.
  const asked = now();
  const { clock } = await gather(host, { clock: clockFact });
  const clockOffsetMs = Math.round(clock - (asked + now()) / 2);
  // Files are dated by the host's clock, and so is their age; ten minutes are for what was written meanwhile.
  const minutes = Math.ceil(Math.max(0, asked - sinceMs) / 60_000) + 10;
  const { settings, records } = await gather(host, { settings: settingsFact, records: recordsFact(minutes) });
  return { records, clockOffsetMs, ...(settings && { settings }) };
}
