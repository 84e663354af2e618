import type { HostReader } from '../ports/host.js';
import { type Fact, gather } from './fact.js';

/** Epoch ms by the host's clock. */
export const clockFact: Fact<number> = {
  key: 'clock',
  argv: ['date', '+%s%N'],
  parse: ({ stdout }) => {
    const match = /^(\d{9,12})(\d{9})$/.exec(stdout.trim());
    if (match === null) throw new Error('date prints no nanoseconds');
    return Number(match[1]) * 1000 + Math.floor(Number(match[2]) / 1e6);
  },
};

export interface ClockOffset {
  /** The host's clock minus ours, ms. */
  readonly offsetMs: number;
  /** The true offset is at most this far from it, ms. */
  readonly uncertaintyMs: number;
}

/** Takes the middle of the round trip for the moment at which the host read its clock. */
export async function measureClockOffset(host: HostReader, now: () => number): Promise<ClockOffset> {
  const before = now();
  const { clock } = await gather(host, { clock: clockFact });
  const after = now();
  return { offsetMs: Math.round(clock - (before + after) / 2), uncertaintyMs: Math.ceil((after - before) / 2) };
}
