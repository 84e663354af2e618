import { paths } from '../cluster/names.js';
import type { Fact } from './fact.js';

/** One line of the hooks' log: the VIP has landed on this host. */
export interface LoggedSwitch {
  /** The host's own clock and time zone, as the log has it. */
  readonly at: string;
  readonly from: string;
  /** From MASTER to the landing; the whole outage where nobody served meanwhile. */
  readonly sinceMasterSeconds: number;
  /** For how long nobody can have served, where the hooks could tell; 0 where the old owner served until the landing. */
  readonly outageSeconds?: number;
}

/** How many of the last switches are of interest. */
const shown = 3;

const script = `for f in "$1.1" "$1"; do
  [ ! -r "$f" ] || grep -h 'the VIP has landed here from' "$f"
done | tail -n "$2"`;

export const switchesFact: Fact<readonly LoggedSwitch[]> = {
  key: 'switches in the log',
  argv: ['sh', '-c', script, 'sh', paths.log, String(shown)],
  parse: ({ stdout }) => stdout.split('\n').flatMap(parseSwitch),
};

const pattern = /^\[([^\]]+)\].* the VIP has landed here from (.+?), ([\d.]+) s after \w/;
/** An older vip.py said nothing of it. */
const outagePattern = /; (?:no outage|outage ([\d.]+) s)$/;

export function parseSwitch(line: string): readonly LoggedSwitch[] {
  const [, at, from, seconds] = pattern.exec(line) ?? [];
  if (at === undefined || from === undefined) return [];
  const switched = { at, from, sinceMasterSeconds: Number(seconds) };
  const outage = outagePattern.exec(line);
  return [outage === null ? switched : { ...switched, outageSeconds: Number(outage[1] ?? 0) }];
}
