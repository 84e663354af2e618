import type { LoggedEvent, LogsResult, PairSwitch } from '../../cluster/logs-result.js';
import { say } from '../../messages/say.js';
import type { Tone } from '../../ports/reporter.js';
import { formatDuration, formatMoment } from '../../text/time.js';
import { displayWidth, padEnd } from '../../text/width.js';
import { explainCause, explainEvent, nameOrNone } from './words.js';

export interface HistoryLine {
  readonly text: string;
  readonly tone: Tone;
}

/** A clock that is further off is spoken of: its own log has other times. */
const oddClockMs = 1000;
/** A pause after which something new begins. */
const gapMs = 120_000;

/** A history as lines: what it adds up to, then each switch with its cause, and what each host saw. */
export function formatHistory(history: LogsResult): readonly HistoryLine[] {
  return [...formatHead(history), ...formatEntries(history)];
}

function formatHead({ cluster, switches, since, hosts }: LogsResult): readonly HistoryLine[] {
  const words = say.logs;
  const silent = switches.reduce((sum, { outageMs }) => sum + (outageMs ?? 0), 0);
  const outage = silent === 0 ? words.noOutage : words.outageInAll({ time: formatDuration(silent, 'elapsed') });
  const when = since === null ? undefined : formatMoment(since);
  const count = switches.length;
  const some =
    when === undefined
      ? words.switches({ cluster, count, outage })
      : words.switchesSince({ cluster, count, since: when, outage });
  const none = when === undefined ? words.none({ cluster }) : words.noneSince({ cluster, since: when });
  return [
    { text: count === 0 ? none : some, tone: silent > 0 ? 'warning' : 'heading' },
    ...hosts.flatMap(({ instance: host, problem, clockOffsetMs }): readonly HistoryLine[] => {
      if (problem !== undefined) return [{ text: `  ! ${words.unread({ host, why: problem })}`, tone: 'bad' }];
      if (clockOffsetMs === null || Math.abs(clockOffsetMs) <= oddClockMs) return [];
      const time = formatDuration(Math.abs(clockOffsetMs), 'elapsed');
      const off = clockOffsetMs > 0 ? words.clockAhead : words.clockBehind;
      return [{ text: `  ${off({ host, time })}`, tone: 'faint' }];
    }),
  ];
}

type Entry = { readonly at: string; readonly one: PairSwitch } | { readonly at: string; readonly event: LoggedEvent };

/** Switches and events in their order; what belongs together stands together, under its switches. */
export function formatEntries({ switches, events, hosts }: LogsResult): readonly HistoryLine[] {
  const entries: Entry[] = [
    ...switches.map((one) => ({ at: one.at, one })),
    ...events.map((event) => ({ at: event.at, event })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && Date.parse(entry.at) - Date.parse(last.at) <= gapMs) groups.at(-1)?.push(entry);
    else groups.push([entry]);
  }
  const width = Math.max(0, ...hosts.map(({ instance }) => displayWidth(instance)));
  return groups.flatMap((group) => [{ text: '', tone: 'plain' }, ...formatGroup(group, width)]);
}

function formatGroup(group: readonly Entry[], width: number): readonly HistoryLine[] {
  const switches = group.flatMap((entry) => ('one' in entry ? [entry.one] : []));
  const events = group.flatMap((entry) => ('event' in entry ? [entry.event] : []));
  const began = formatMoment(group[0]?.at ?? '');
  const head =
    switches.length === 0
      ? [{ text: say.logs.noSwitch({ at: began }), tone: 'plain' as const }]
      : switches.flatMap(formatSwitch);
  return [...head, ...events.map((event) => ({ text: formatEvent(event, width), tone: toneOf(event) }))];
}

function formatSwitch(one: PairSwitch): readonly HistoryLine[] {
  const words = say.logs;
  const { outageMs, cause } = one;
  const moved = { at: formatMoment(one.at), from: nameOrNone(one.from), to: nameOrNone(one.to) };
  const text =
    outageMs === null
      ? words.moved(moved)
      : outageMs === 0
        ? words.movedSeamless(moved)
        : words.movedAfter({ ...moved, time: formatDuration(outageMs, 'elapsed') });
  return [
    { text, tone: outageMs === 0 ? 'good' : 'warning' },
    { text: `  ${words.because({ cause: explainCause(cause) })}`, tone: 'plain' },
  ];
}

function formatEvent(event: LoggedEvent, width: number): string {
  return `  ${event.at.slice(11, 21)}  ${padEnd(event.where, width)}  ${explainEvent(event)}`;
}

function toneOf({ kind, seconds = 0 }: LoggedEvent): Tone {
  if (kind === 'landed') return seconds > 0 ? 'warning' : 'good';
  if (kind === 'unfit' || kind === 'api-lost' || kind === 'moved') return 'warning';
  return 'faint';
}
