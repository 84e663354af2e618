import { viewOf } from '../checks/audit/pair.js';
import type { DrillResult } from '../drills/drill.js';
import { LastingHost } from '../drills/lasting-host.js';
import { findProber } from '../drills/measure.js';
import { recordVerified, runDrills } from '../drills/rounds.js';
import { HaSetupError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import { withLock } from '../run/lock.js';
import { Session } from '../run/session.js';
import type { Look } from './look.js';
import type { Toolbox } from './toolbox.js';

export interface FailOverOptions {
  readonly rounds: number;
  readonly power: boolean;
  /** Told of every drill that has ended, so that those before a failure are not lost. */
  onDrills(drills: readonly DrillResult[]): void;
}

/** Fails a pair over for real that was just looked at and found well; no other run may change it meanwhile. */
export async function failOver(look: Look, options: FailOverOptions, toolbox: Toolbox): Promise<void> {
  const { cloud, hosts, facts } = look;
  const { a, b } = hosts;
  const { topology } = facts;
  if (!cloud || !a || !b || !topology || 'failure' in facts.cloud)
    throw new Error('only a pair that is well is failed over');
  const lasting = {
    a: new LastingHost(a, () => look.logIn('a')),
    b: new LastingHost(b, () => look.logIn('b')),
  };
  const view = viewOf(facts, topology);
  const session = new Session(
    { ...facts.spec, vip: topology.vip },
    {
      cloud,
      hosts: lasting,
      reporter: toolbox.reporter,
      clock: toolbox.clock,
      interrupt: toolbox.interrupt,
    },
    { cloud: facts.cloud.known, hosts: view.hosts },
    { authPass: view.authPass, ...(facts.hostKey && { hostKey: facts.hostKey }) },
  );
  try {
    const rounds = () => runRounds(session, lasting, options, toolbox);
    await toolbox.interrupt.guard(() => withLock(lasting.a, session.label('a'), toolbox.whoami, rounds));
  } finally {
    await Promise.all([lasting.a.close(), lasting.b.close()]);
  }
}

async function runRounds(
  session: Session,
  lasting: Readonly<Record<'a' | 'b', LastingHost>>,
  { rounds, power, onDrills }: FailOverOptions,
  toolbox: Toolbox,
): Promise<void> {
  const { vip } = session.view().topology;
  const prober = await findProber(toolbox.probers(nodeNames.map((node) => lasting[node])), vip);
  if (prober === undefined) {
    throw new HaSetupError(`no place can ping ${vip}: neither this machine nor the standby`, {
      hint: 'let the security groups pass ICMP from here or between the nodes (and install iputils-ping)',
    });
  }
  for (let round = 1; round <= rounds; round += 1) {
    const title = rounds === 1 ? {} : { title: `round ${round} of ${rounds}` };
    const drills = await runDrills(session, prober, { ...title, ...(power && { power: lasting }) });
    onDrills(drills);
    await recordVerified(session, drills);
  }
}
