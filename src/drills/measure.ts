import type { Ipv4 } from '../cluster/ids.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Clock } from '../ports/clock.js';
import { type Prober, probeIntervalMs } from '../ports/prober.js';
import { measureOutage } from './timeline.js';

export interface Measured {
  /** The longest time without a reply, less the probe's interval; 0 where none was missing. */
  readonly outageMs: number;
  /** Where the probes were sent from. */
  readonly place: string;
}

/** The first place from which the VIP answers; undefined where none is. */
export async function findProber(probers: readonly Prober[], vip: Ipv4): Promise<Prober | undefined> {
  for (const prober of probers) if (await prober.reaches(vip)) return prober;
  return undefined;
}

/** The same; throws HaSetupError where the VIP answers from nowhere. */
export async function requireProber(probers: readonly Prober[], vip: Ipv4): Promise<Prober> {
  const prober = await findProber(probers, vip);
  if (prober !== undefined) return prober;
  throw new HaSetupError(say.drills.noPlace({ vip }), {
    hint: say.drills.noPlaceHint,
  });
}

/** Probes the VIP while the work goes on; what is measured begins with the probe's first reply. */
export async function measureDuring(
  prober: Prober | undefined,
  { vip, clock }: { readonly vip: Ipv4; readonly clock: Clock },
  work: () => Promise<void>,
): Promise<Measured | undefined> {
  if (prober === undefined) {
    await work();
    return undefined;
  }
  const probe = prober.start(vip);
  for (let waited = 0; probe.latest() === undefined && waited < 3000; waited += probeIntervalMs) {
    await clock.sleep(probeIntervalMs);
  }
  const begun = clock.now();
  let replies: readonly number[] = [];
  try {
    await work();
    await clock.sleep(2 * probeIntervalMs);
  } finally {
    replies = await probe.stop();
  }
  const from = Math.max(begun - 2 * probeIntervalMs, replies[0] ?? 0);
  const { outageMs } = measureOutage(replies, from, replies.at(-1) ?? clock.now(), probeIntervalMs);
  return { outageMs, place: prober.place };
}
