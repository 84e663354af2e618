import { paths } from '../cluster/names.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Argv, HostPort } from '../ports/host.js';

/** Runs out at an uptime, so that a clock that is set does not lengthen it. */
const passing = `read -r up _ </proc/uptime
mkdir -p "$1" && echo "$(( \${up%.*} + $2 )) $3" >"$1/fault.held"`;

/** Keeps a host from being MASTER until it is released, over reboots. An active one hands over while it serves. */
export async function hold(host: HostPort, why: string): Promise<void> {
  await host.writeFile({ path: paths.hold, content: `${why}\n`, mode: 0o644 });
}

/** The same for some seconds at the most, even if this program dies meanwhile. */
export async function holdBriefly(host: HostPort, seconds: number, why: string): Promise<void> {
  await must(host, ['sh', '-c', passing, 'hold', paths.state, String(seconds), why]);
}

/** Ends both kinds. Nothing happens where there is none. */
export async function release(host: HostPort): Promise<void> {
  await must(host, ['rm', '-f', paths.hold, `${paths.state}/fault.held`]);
}

/** Ends the one that would run out by itself; the other stays. */
export async function endBriefHold(host: HostPort): Promise<void> {
  await must(host, ['rm', '-f', `${paths.state}/fault.held`]);
}

async function must(host: HostPort, argv: Argv): Promise<void> {
  const { code, stderr } = await host.run(argv);
  if (code !== 0) throw new HaSetupError(say.run.holdFailed({ said: stderr.trim() }), { where: host.node });
}
