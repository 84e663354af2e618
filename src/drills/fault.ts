import { drillUnit, unit } from '../cluster/names.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Argv, HostPort } from '../ports/host.js';
import { revive } from '../run/revive.js';

export type FaultKind = 'graceful' | 'crash';

/** Seconds that a host is left broken at the most, should this program die in the middle of a drill. */
const deadManSeconds = 180;
const stopTimer = ['systemctl', 'stop', `${drillUnit}.timer`] as const;

/**
 * Makes one host fail. graceful: keepalived is stopped. crash: keepalived and all hooks freeze and the VIP no longer
 * answers there, which is what everybody else sees of a host that lost its power; SSH stays up, so that the fault can be ended.
 * A timer on the host undoes it even if we die.
 */
export async function makeFault(kind: FaultKind, host: HostPort, vip: string): Promise<void> {
  await host.run(stopTimer);
  // One that failed would keep its name; systemd-run's --collect, which sees to that, is not known to systemd 219.
  await host.run(['systemctl', 'reset-failed', `${drillUnit}.service`, `${drillUnit}.timer`]);
  await must(host, [
    'systemd-run',
    '--quiet',
    `--unit=${drillUnit}`,
    `--on-active=${deadManSeconds}`,
    'sh',
    '-c',
    revive,
  ]);
  if (kind === 'graceful') return must(host, ['systemctl', 'stop', unit]);
  await must(host, ['sh', '-c', freeze, 'drill', `${vip}/32`]);
}

const freeze = `systemctl kill -s STOP ${unit}
ip -o -4 address show to "$1" | while read -r _ name _; do ip address del "$1" dev "$name"; done`;

/** Ends the fault: keepalived starts again, after a crash by systemd's own restart. */
export async function endFault(kind: FaultKind, host: HostPort): Promise<void> {
  await must(host, kind === 'graceful' ? ['systemctl', 'start', unit] : ['systemctl', 'kill', '-s', 'KILL', unit]);
  await host.run(stopTimer);
}

async function must(host: HostPort, argv: Argv): Promise<void> {
  const { code, stderr } = await host.run(argv);
  if (code !== 0) throw new HaSetupError(say.run.failed({ what: argv.join(' '), output: stderr.trim() }));
}
