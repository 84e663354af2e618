import { runLockFile as lockFile } from '../cluster/names.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Each } from '../pair/pair.js';
import type { HostPort } from '../ports/host.js';

/** Longer than any run takes, so that a lock never outlives a forgotten connection for ever. */
const longestMs = 4 * 3600 * 1000;

const maxRetakes = 5;

/**
 * Holds the lock for as long as its SSH session lives: the session's sshd is the nearest ancestor of that name. A run that
 * dies takes its session with it. Waits a few seconds, which a run that was killed just now needs to be noticed.
 */
const hold = `exec 9>>"$1"
if ! flock -n 9; then
  read -r who <"$1"
  echo "waiting $who"
fi
if ! flock -w 5 9; then
  { read -r who; read -r pid; } <"$1"
  # The same run, whose connection was lost: its former self may not have noticed yet.
  if [ "$who" = "$2" ] && kill "$pid"; then flock -w 5 9; else false; fi || { echo "$who"; exit 75; }
fi
printf '%s\\n%s\\n' "$2" "$$" >"$1"
sshd=$PPID
while [ "$sshd" -gt 1 ] && ! grep -q '^sshd' "/proc/$sshd/comm"; do
  sshd=$(sed 's/.*) //' "/proc/$sshd/stat" | cut -d' ' -f2)
done
echo "locked $$"
while kill -0 "$sshd" 2>/dev/null; do sleep 1; done`;

/**
 * Runs the work while no other run that locks on this host may. `onWait` is told of the other run at once.
 * Throws HaSetupError naming the other run, where it does not end within a few seconds.
 */
export async function withHostLock<T>(
  host: HostPort,
  label: string,
  who: string,
  work: () => Promise<T>,
  onWait?: (who: string) => void,
): Promise<T> {
  let pid: string | undefined;
  let locked: () => void = () => {};
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  let isOver = false;
  const take = () =>
    host.run(['sh', '-c', hold, 'ha-setup-lock', lockFile, who], {
      timeoutMs: longestMs,
      onLine: (line) => {
        const other = /^waiting (.*)$/.exec(line)?.[1];
        // The same run, whose connection was lost, waits for itself.
        if (other !== undefined && other !== who) onWait?.(other || say.run.lockedByUnknown);
        const found = /^locked (\d+)$/.exec(line)?.[1];
        if (found === undefined) return;
        pid = found;
        locked();
      },
    });
  const holding = take();
  const ended = holding.catch(async () => {
    // The connection was lost, and the lock with it: it is taken again over the next one, while the work goes on.
    for (let attempt = 1; !isOver && attempt <= maxRetakes; attempt += 1) await take().catch(() => undefined);
  });
  const refused = await Promise.race([isLocked, holding]);
  if (refused !== undefined) {
    const other = refused.stdout
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^waiting ?/, '');
    throw new HaSetupError(say.run.locked({ who: other || say.run.lockedByUnknown }), {
      where: label,
      hint: say.run.lockedHint({ command: `fuser -k ${lockFile}` }),
    });
  }
  try {
    return await work();
  } finally {
    isOver = true;
    if (pid !== undefined) await host.run(['kill', pid]).catch(() => undefined);
    await ended;
  }
}

/**
 * The same for a pair. The lock is on one host, the one with the lesser instance id: two answers files that list the nodes
 * in another order exclude each other. Where that host is missing, its peer has it.
 */
export async function withPairLock<T>(
  spec: ClusterSpec,
  hosts: Partial<Each<HostPort>>,
  who: string,
  work: () => Promise<T>,
  onWait?: (who: string) => void,
): Promise<T> {
  const order = nodeNames.toSorted((a, b) => (nodeOf(spec, a).instance < nodeOf(spec, b).instance ? -1 : 1));
  const keeper = order.find((node) => hosts[node] !== undefined);
  const host = keeper && hosts[keeper];
  if (keeper === undefined || host === undefined) return work();
  return withHostLock(host, nodeOf(spec, keeper).instance, who, work, onWait);
}
