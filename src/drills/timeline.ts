/** What the new active host's hooks noted of a switch: epoch ms of that host's clock. */
export interface SwitchRecord {
  readonly detectedMs: number | null;
  readonly acceptedMs: number | null;
  readonly landedMs: number | null;
}

export interface Outage {
  /** The longest time without a reply, less the probe's own interval; 0 where no reply was missing. */
  readonly outageMs: number;
  /** When the first reply after that silence came, ms epoch of our clock; absent where nothing was missing. */
  readonly firstReplyMs?: number;
}

/** The longest silence in [from, to], from the moments of the replies. */
export function measureOutage(replies: readonly number[], from: number, to: number, intervalMs: number): Outage {
  const inside = replies.filter((at) => at >= from && at <= to);
  let longest = 0;
  let firstReplyMs: number | undefined;
  let last = from;
  for (const at of [...inside, to]) {
    if (at - last > longest) {
      longest = at - last;
      firstReplyMs = at;
    }
    last = at;
  }
  // A reply may be late by a scheduling hiccup here: what is shorter than two intervals missed no probe.
  if (longest < 2 * intervalMs) return { outageMs: 0 };
  return { outageMs: Math.round(longest - intervalMs), ...(firstReplyMs !== undefined && { firstReplyMs }) };
}

/** The parts of one switch, in ms since the fault. */
export interface Timeline {
  readonly detectedMs?: number;
  readonly acceptedMs?: number;
  readonly landedMs?: number;
  readonly firstReplyMs?: number;
}

/**
 * @param faultMs when the fault was made, our clock
 * @param hostClockOffsetMs the new active host's clock minus ours
 */
export function splitOutage(
  record: SwitchRecord | undefined,
  outage: Outage,
  faultMs: number,
  hostClockOffsetMs: number,
): Timeline {
  const since = (at: number | null | undefined, offset: number) =>
    at === undefined || at === null ? undefined : Math.max(0, Math.round(at - offset - faultMs));
  const parts = {
    detectedMs: since(record?.detectedMs, hostClockOffsetMs),
    acceptedMs: since(record?.acceptedMs, hostClockOffsetMs),
    landedMs: since(record?.landedMs, hostClockOffsetMs),
    firstReplyMs: since(outage.firstReplyMs, 0),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
