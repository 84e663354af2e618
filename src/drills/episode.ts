import { say } from '../messages/say.js';
import type { DrillResult } from './drill.js';

/** What a host or the client is doing over a stretch of time. */
export type Phase =
  /** The host has the role and answers on the VIP. */
  | 'active'
  /** The host waits, in VRRP's role BACKUP. */
  | 'standby'
  /** The host has VRRP's role MASTER; the VIP is on its way. */
  | 'claiming'
  /** The host has lost or given up the role and still answers on the VIP (make before break). */
  | 'yielding'
  /** The host takes part no more: keepalived is stopped, or the host is frozen. */
  | 'down'
  | 'answered'
  | 'silent';

/** Milliseconds since the fault; before it they are negative. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly phase: Phase;
}

export interface EpisodeRow {
  /** An instance's id, or what the client is called. */
  readonly label: string;
  readonly spans: readonly Span[];
}

/** One failover as rows of spans that share a time scale: what every picture of it draws. */
export interface Episode {
  readonly kind: DrillResult['kind'];
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly outageMs: number;
  readonly rows: readonly EpisodeRow[];
  /** Moments worth a label, in their order. */
  readonly marks: readonly { readonly atMs: number; readonly label: string }[];
}

/** The picture of a drill's result. A moment that was not recorded is left out, with what would begin there. */
export function toEpisode(drill: DrillResult): Episode {
  const { kind, from, to, outageMs, detectedMs, acceptedMs, landedMs, firstReplyMs } = drill;
  const words = say.drills.picture;
  const marks = [
    { atMs: 0, label: kind === 'failback' ? words.askedBack : words.fault },
    ...mark(detectedMs, words.detected),
    ...mark(acceptedMs, words.accepted),
    ...mark(landedMs, words.landed),
    ...mark(firstReplyMs, words.firstReply),
  ].sort((one, other) => one.atMs - other.atMs);
  const last = Math.max(1000, ...marks.map(({ atMs }) => atMs));
  const [fromMs, toMs] = [-Math.round(last / 8), Math.round(last * 1.15)];
  const handover = detectedMs ?? landedMs ?? 0;
  const landed = landedMs ?? handover;
  const silentFrom = firstReplyMs === undefined ? 0 : firstReplyMs - outageMs;
  const rows = [
    { label: from, spans: spansOf(fromMs, toMs, ...oldActive(kind, landed, detectedMs)) },
    { label: to, spans: spansOf(fromMs, toMs, [handover, 'standby'], [landed, 'claiming'], [toMs, 'active']) },
    {
      label: words.client,
      spans:
        firstReplyMs === undefined
          ? spansOf(fromMs, toMs, [toMs, 'answered'])
          : spansOf(fromMs, toMs, [silentFrom, 'answered'], [firstReplyMs, 'silent'], [toMs, 'answered']),
    },
  ];
  return { kind, from, to, fromMs, toMs, outageMs, rows, marks };
}

/** A phase and the moment at which it ends. */
type Ending = readonly [untilMs: number, phase: Phase];

/** A crashed host is gone at once; one that is stopped, or hands the role back, serves until the VIP has landed elsewhere. */
function oldActive(kind: DrillResult['kind'], landed: number, detected = 0): readonly Ending[] {
  if (kind === 'crash') return [[0, 'active'], after('down')];
  if (kind === 'graceful' || kind === 'power') return [[0, 'active'], [landed, 'yielding'], after('down')];
  return [[detected, 'active'], [landed, 'yielding'], after('standby')];
}

function after(phase: Phase): Ending {
  return [Number.POSITIVE_INFINITY, phase];
}

/** Consecutive spans from the endings of their phases; empty ones are left out. */
function spansOf(fromMs: number, toMs: number, ...endings: readonly Ending[]): readonly Span[] {
  let begin = fromMs;
  return endings.flatMap(([until, phase]) => {
    const end = Math.min(Math.max(until, begin), toMs);
    const span = { fromMs: begin, toMs: end, phase };
    begin = end;
    return span.toMs > span.fromMs ? [span] : [];
  });
}

function mark(atMs: number | undefined, label: string): readonly { atMs: number; label: string }[] {
  return atMs === undefined ? [] : [{ atMs, label }];
}
