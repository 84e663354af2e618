import type { Ipv4 } from '../cluster/ids.js';

/** Sends pings from one place and remembers when they were answered. */
export interface Prober {
  /** Where it stands, for the report: "this machine", "the two hosts". */
  readonly place: string;
  reaches(address: Ipv4): Promise<boolean>;
  start(address: Ipv4): RunningProbe;
}

export interface RunningProbe {
  /** The moment of the newest reply so far. */
  latest(): number | undefined;
  /** Ends the probe; gives the moments of the replies, in ms of this machine's clock. */
  stop(): Promise<readonly number[]>;
}

/** Milliseconds between two probes. */
export const probeIntervalMs = 50;
