import type { Ipv4 } from '../../cluster/ids.js';
import { say } from '../../messages/say.js';
import type { Clock } from '../../ports/clock.js';
import type { HostPort } from '../../ports/host.js';
import { type Prober, probeIntervalMs, type RunningProbe } from '../../ports/prober.js';
import { parseReply } from './ping.js';

/** Seconds after which a probe on a host ends by itself, should this program die. */
const longest = 600;

/** Pings once each interval, but only while the VIP is on none of the host's own NICs, where it would answer itself. */
const loop = `echo "pid $$"
end=$(( $(date +%s) + $3 ))
while [ "$(date +%s)" -lt "$end" ]; do
  if [ -z "$(ip -o -4 address show to "$1")" ]; then ping -n -c 1 -W 1 "$1"; fi
  sleep "$2"
done`;

/**
 * Probes from the two hosts themselves, for where no third place reaches the VIP. While the old and the new active host
 * both carry the VIP (make before break) neither can see it over the network: what comes out is an upper bound.
 */
export class HostProber implements Prober {
  readonly place = say.drills.place.hosts;
  readonly #hosts: readonly HostPort[];
  readonly #clock: Clock;

  constructor(hosts: readonly HostPort[], clock: Clock) {
    this.#hosts = hosts;
    this.#clock = clock;
  }

  /** True where at least one host without the VIP gets an answer. */
  async reaches(address: Ipv4): Promise<boolean> {
    const answers = await Promise.all(
      this.#hosts.map((host) => host.read(['ping', '-n', '-c', '1', '-W', '2', address])),
    );
    return answers.some(({ code }) => code === 0);
  }

  start(address: Ipv4): RunningProbe {
    const replies: number[] = [];
    const probes = this.#hosts.map((host) => {
      let pid: string | undefined;
      const ended = host
        .read(['sh', '-c', loop, 'probe', address, String(probeIntervalMs / 1000), String(longest)], {
          timeoutMs: (longest + 10) * 1000,
          onLine: (line) => {
            pid ??= /^pid (\d+)$/.exec(line)?.[1];
            const at = parseReply(line, this.#clock.now());
            if (at !== undefined) replies.push(at);
          },
        })
        .catch(() => undefined);
      return async () => {
        // A host that was rebooted meanwhile has no probe any more, and its old connection none to end one by.
        if (pid !== undefined) await host.run(['kill', pid]).catch(() => undefined);
        await ended;
      };
    });
    return {
      latest: () => replies.at(-1),
      stop: async () => {
        await Promise.all(probes.map((end) => end()));
        return replies.sort((one, two) => one - two);
      },
    };
  }
}
