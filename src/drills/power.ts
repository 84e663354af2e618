import { peerOf } from '../cluster/nodes.js';
import { HostError, VerificationError } from '../errors.js';
import { gather } from '../facts/fact.js';
import { machineFact } from '../facts/machine.js';
import { say } from '../messages/say.js';
import type { LivePair } from '../pair/live-pair.js';
import { restingActive } from '../pair/standing.js';
import type { Clock } from '../ports/clock.js';
import type { HostPort } from '../ports/host.js';
import type { Prober } from '../ports/prober.js';
import type { TaskView } from '../ports/reporter.js';
import { until } from '../run/until.js';
import { type DrillResult, refuseUnfit, takeover, timed } from './drill.js';
import { waitUntilSettled } from './settle.js';

const patienceMs = 90_000;
/** A big host may take minutes to start. */
const startMs = 600_000;

export type LastingHost = HostPort & { reconnect(clock: Clock, timeoutMs: number): Promise<void> };

/** Reboots the active host, waits for the other to take over and for this one to come back and take its place. */
export async function rebootDrill(
  hosts: Readonly<Record<'a' | 'b', LastingHost>>,
  pair: LivePair,
  prober: Prober,
  view: TaskView,
): Promise<DrillResult> {
  const { clock } = pair.ports;
  const from = await waitUntilSettled(pair, patienceMs);
  const to = peerOf(from);
  const host = hosts[from];
  await refuseUnfit(pair, to);
  return timed('power', from, to, pair, prober, async (begin) => {
    const { machine: before } = await gather(host, { machine: machineFact });
    view.step(say.drills.reboot({ host: pair.label(from) }));
    begin();
    await reboot(host);
    await takeover(pair, to);
    view.step(say.drills.awaitReturn({ host: pair.label(from) }));
    await until(
      clock,
      { timeoutMs: startMs, intervalMs: 1000 },
      async () => {
        await host.reconnect(clock, startMs);
        const boot = await bootOf(host);
        return boot === undefined || boot === before.bootId ? undefined : true;
      },
      () =>
        new VerificationError(say.drills.noReboot({ host: pair.label(from) }), {
          where: pair.label(from),
          hint: say.drills.noRebootHint,
        }),
    );
    if (restingActive(pair.spec, pair.view().topology) !== from) await waitUntilSettled(pair, startMs);
  });
}

/** The answer may be lost with the connection. */
async function reboot(host: HostPort): Promise<void> {
  try {
    await host.run(['systemctl', 'reboot'], { timeoutMs: 15_000 });
  } catch (cause) {
    if (!(cause instanceof HostError)) throw cause;
  }
}

/** A host that is on its way down may let us in once more, and be gone before it answers. */
async function bootOf(host: HostPort): Promise<string | undefined> {
  try {
    return (await gather(host, { machine: machineFact })).machine.bootId;
  } catch (cause) {
    if (cause instanceof HostError) return undefined;
    throw cause;
  }
}
