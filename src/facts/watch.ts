import { paths } from '../cluster/names.js';
import type { Fact } from './fact.js';

/** What the hooks keep in their folder of state, read without asking them. */
export interface Watch {
  /** running; frozen: the process is there and gives no sign of life; gone: there is none. */
  readonly state: 'running' | 'frozen' | 'gone';
  /** Why this host may not be MASTER, by the name of the reason: yielded, isolated, unhealthy, stranger, held. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Seconds without a sign of life after which check_self.sh says no, too. */
const silentAfter = 25;

const script = `if [ -e "$2" ]; then
  why=
  read -r why <"$2"
  echo "fault.held $why"
fi
cd "$1" 2>/dev/null || exit 0
read -r pid <watch.pid && read -r comm <"/proc/$pid/comm" && [ "$comm" = ha-setup-vip ] &&
  echo "watch $(sed 's/.*) //' "/proc/$pid/stat" | cut -c1)"
read -r up _ </proc/uptime
read -r beat _ <beat && echo "beat $(( \${up%.*} - \${beat%.*} ))"
for fault in fault.*; do
  [ -e "$fault" ] || continue
  why=
  read -r why <"$fault"
  echo "\${fault} $why"
done`;

export const watchFact: Fact<Watch> = {
  key: 'state',
  argv: ['sh', '-c', script, 'sh', paths.state, paths.hold],
  parse: ({ stdout }) => parseWatch(stdout),
};

export function parseWatch(text: string): Watch {
  const lines = text.split('\n');
  const letter = lines.find((line) => line.startsWith('watch '))?.slice(6);
  const faults = lines.flatMap((line) => {
    const [, name, why = ''] = /^fault\.([a-z]+) ?(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, why.trim()] as const];
  });
  const silentFor = Number(lines.find((line) => line.startsWith('beat '))?.slice(5) ?? 0);
  const isFrozen = /^[Tt]/.test(letter ?? '') || silentFor > silentAfter;
  const state = letter === undefined ? 'gone' : isFrozen ? 'frozen' : 'running';
  return { state, faults: Object.fromEntries(faults) };
}

/** The words of a fault: the hooks put the host's uptime at which it ends or began before them. */
export function faultWords(text: string): string {
  return text.replace(/^[\d.]+\s*/, '');
}
