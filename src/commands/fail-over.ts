import { nodeNames } from '../cluster/nodes.js';
import { Secret } from '../cluster/secret.js';
import type { DrillResult } from '../drills/drill.js';
import { LastingHost } from '../drills/lasting-host.js';
import { requireProber } from '../drills/measure.js';
import { recordVerified, runDrills } from '../drills/rounds.js';
import { say } from '../messages/say.js';
import type { HostKey } from '../operations/operation.js';
import type { LivePair } from '../pair/live-pair.js';
import { liveSetup } from '../pair/live-setup.js';
import type { Each, Pair } from '../pair/pair.js';
import { requireWhole } from '../pair/require.js';
import { whileLocked } from './locked.js';
import type { Toolbox } from './toolbox.js';

export interface FailOverOptions {
  readonly rounds: number;
  readonly power: boolean;
  /** Told of every drill that has ended, so that those before a failure are not lost. */
  onDrills(drills: readonly DrillResult[]): void;
}

/** Fails a pair over for real that was just checked and found well; no other run may change it meanwhile. */
export async function failOver(
  pair: Pair<'audit'>,
  hostKey: HostKey | undefined,
  options: FailOverOptions,
  toolbox: Toolbox,
): Promise<void> {
  const { cloud, topology, hosts, facts } = requireWhole(pair);
  const { reporter, clock, interrupt } = toolbox;
  const lasting = {
    a: new LastingHost(hosts.a, () => pair.connect('a')),
    b: new LastingHost(hosts.b, () => pair.connect('b')),
  };
  const authPass = [facts.a, facts.b].flatMap(({ keepalived }) => keepalived?.instances[0]?.authPass ?? [])[0];
  const live = liveSetup(
    { ...pair.spec, vip: topology.vip },
    { cloud: cloud.port, hosts: lasting, reporter, clock, interrupt },
    { cloud: cloud.facts, hosts: facts },
    { authPass: authPass ?? new Secret('unknown'), ...(hostKey && { hostKey }) },
  );
  try {
    const rounds = () => runRounds(live, lasting, options, toolbox);
    await interrupt.guard(() => whileLocked(live.spec, lasting, toolbox, rounds));
  } finally {
    await Promise.all([lasting.a.close(), lasting.b.close()]);
  }
}

async function runRounds(
  live: LivePair,
  lasting: Each<LastingHost>,
  { rounds, power, onDrills }: FailOverOptions,
  toolbox: Toolbox,
): Promise<void> {
  const { vip } = live.view().topology;
  const prober = await requireProber(toolbox.probers(nodeNames.map((node) => lasting[node])), vip);
  for (let round = 1; round <= rounds; round += 1) {
    const title = rounds === 1 ? {} : { title: say.commands.report.round({ round, rounds }) };
    const drills = await runDrills(live, prober, { ...title, ...(power && { power: lasting }) });
    onDrills(drills);
    await recordVerified(live, drills);
  }
}
