import { paths } from '../cluster/names.js';
import type { Fact } from './fact.js';
import { parseLogLine } from './log-records.js';

/** One switch in the hooks' log: the VIP has landed on this host, or was announced by it while no record could be read. */
export interface LoggedSwitch {
  /** The host's own clock and time zone, as the log has it. */
  readonly at: string;
  /** When the VIP landed, or was announced, epoch ms of the host's clock. */
  readonly atMs: number;
  /** The ENI that had the VIP; absent where none had it. */
  readonly from?: string;
  /** Why it was moved. */
  readonly code: string;
  /** From MASTER to that moment; the whole outage where nobody served meanwhile. */
  readonly sinceMasterSeconds: number;
  /** For how long nobody can have served; 0 where the old owner served until the landing; absent where nobody measured it. */
  readonly outageSeconds?: number;
}

/** How many of the last switches are of interest. */
const shown = 3;

const script = `for f in "$1.1" "$1"; do
  [ ! -r "$f" ] || grep -hE '\\] (switch|announced) [{]' "$f"
done | tail -n "$2"`;

export const switchesFact: Fact<readonly LoggedSwitch[]> = {
  key: 'switches',
  argv: ['sh', '-c', script, 'sh', paths.log, String(shown)],
  parse: ({ stdout }) => stdout.split('\n').flatMap(parseSwitch),
};

/** The switch that a line of the log tells of, or nothing. */
export function parseSwitch(line: string): readonly LoggedSwitch[] {
  const found = parseLogLine(line);
  if (found?.record.kind !== 'switch') return [];
  const { from, code, detectedMs, acceptedMs, landedMs, outageMs } = found.record;
  const atMs = landedMs ?? acceptedMs;
  if (atMs === null) return [];
  const sinceMasterSeconds = Math.round((atMs - detectedMs) / 100) / 10;
  return [
    {
      at: found.at,
      atMs,
      ...(from !== null && { from }),
      code,
      sinceMasterSeconds,
      ...(outageMs !== null && { outageSeconds: outageMs / 1000 }),
    },
  ];
}
