import type { InstanceId } from '../cluster/ids.js';
import { peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { VerificationError } from '../errors.js';
import { healthArgv, healthTimeoutMs, parseHealth } from '../facts/health.js';
import type { HooksStatus } from '../facts/hooks.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { healthSource } from '../operations/templates.js';
import type { LivePair } from '../pair/live-pair.js';
import { restingActive } from '../pair/standing.js';
import { type Prober, probeIntervalMs } from '../ports/prober.js';
import type { TaskView } from '../ports/reporter.js';
import { until } from '../run/until.js';
import { formatDuration } from '../text/time.js';
import { endFault, type FaultKind, makeFault } from './fault.js';
import { askHost, explainFaults, readStatuses, waitUntilSettled } from './settle.js';
import { measureOutage, splitOutage, type Timeline } from './timeline.js';

export interface DrillResult extends Timeline {
  readonly kind: FaultKind | 'failback' | 'power';
  readonly from: InstanceId;
  readonly to: InstanceId;
  readonly outageMs: number;
  /** Where the probes were sent from. */
  readonly place: string;
}

/** What a failover itself may take: detection, an API that is slow, a landing that takes its time. */
const patienceMs = 90_000;

/** Fails the active node, waits for the other to take over, ends the fault and waits until the pair is healthy again. */
export async function drill(kind: FaultKind, pair: LivePair, prober: Prober, view: TaskView): Promise<DrillResult> {
  const from = await waitUntilSettled(pair, patienceMs);
  const to = peerOf(from);
  const host = pair.ports.hosts[from];
  await refuseUnfit(pair, to);
  return timed(kind, from, to, pair, prober, async (begin) => {
    const faulty = { host: pair.label(from) };
    view.step(kind === 'graceful' ? say.drills.stop(faulty) : say.drills.freeze(faulty));
    begin();
    await makeFault(kind, host, pair.view().topology.vip);
    try {
      await takeover(pair, to);
    } finally {
      view.step(say.drills.end(faulty));
      await endFault(kind, host);
    }
    // Where the way back follows, it is a drill of its own and begins now.
    if (restingActive(pair.spec, pair.view().topology) !== from) await waitUntilSettled(pair, patienceMs);
  });
}

/** Nothing is made to fail while nobody could take over. Throws VerificationError. */
export async function refuseUnfit(pair: LivePair, to: NodeName): Promise<void> {
  const known = explainFaults(pair, to, (await askHost(pair.ports.hosts[to])).faults);
  // A check that has just begun to fail is no fault yet: the hooks wait for three failures.
  const faults = known.length > 0 ? known : await tryHealth(pair, to);
  if (faults.length === 0) return;
  throw new VerificationError(say.drills.unfit({ host: pair.label(to), faults: faults.join('\n    ') }), {
    where: pair.label(to),
    hint: say.drills.unfitHint,
  });
}

/** In mode preferred: waits for the way back to the preferred node. */
export async function failback(to: NodeName, pair: LivePair, prober: Prober, view: TaskView): Promise<DrillResult> {
  view.step(say.drills.awaitFailback({ host: pair.label(to), seconds: pair.spec.failback }));
  return timed('failback', peerOf(to), to, pair, prober, async (begin) => {
    begin();
    await waitUntilSettled(pair, patienceMs + pair.spec.failback * 1000, to);
  });
}

/** Probes the VIP while a drill runs, and puts together what the probe and the hooks of the new active host saw. */
export async function timed(
  kind: DrillResult['kind'],
  from: NodeName,
  to: NodeName,
  pair: LivePair,
  prober: Prober,
  run: (begin: () => void) => Promise<void>,
): Promise<DrillResult> {
  const { clock, hosts } = pair.ports;
  const { vip, nodes } = pair.view().topology;
  const asked = clock.now();
  const reply = await hosts[to].read(['date', '+%s%N']);
  const offset = Number(reply.stdout.trim()) / 1e6 - (asked + clock.now()) / 2;
  const probe = prober.start(vip);
  // A ping that is slow to start is no outage: what is measured begins with its first reply.
  for (let waited = 0; probe.latest() === undefined && waited < 3000; waited += probeIntervalMs) {
    await clock.sleep(probeIntervalMs);
  }
  await clock.sleep(2 * probeIntervalMs);
  let begun = clock.now();
  let replies: readonly number[] = [];
  try {
    await run(() => {
      begun = clock.now();
    });
  } finally {
    replies = await probe.stop();
  }
  const statuses = await readStatuses(pair);
  const outage = measureOutage(
    replies,
    Math.max(begun - 2 * probeIntervalMs, replies[0] ?? 0),
    replies.at(-1) ?? clock.now(),
    probeIntervalMs,
  );
  return {
    kind,
    from: nodes[from].instance.id,
    to: nodes[to].instance.id,
    outageMs: outage.outageMs,
    place: prober.place,
    ...splitOutage(statuses[to]?.switch ?? undefined, outage, begun, offset),
  };
}

/** A host that calls no API knows no owner: then the cloud is asked from here. */
async function ownsUnseen(pair: LivePair, node: NodeName, { owner }: HooksStatus): Promise<boolean> {
  if (pair.spec.hostCredentials !== 'none' || owner !== 'unknown') return false;
  const { topology } = pair.view();
  return (await mechanismOf(pair.spec).findOwner(pair.ports.cloud, topology)) === topology.nodes[node].eni.id;
}

/** The other node is MASTER and the owner in the cloud. */
export async function takeover(pair: LivePair, to: NodeName): Promise<void> {
  const { clock } = pair.ports;
  let faults: readonly string[] = [];
  await until(
    clock,
    { timeoutMs: patienceMs, intervalMs: 200 },
    async () => {
      // Of the other host alone: the one that fails may not answer.
      const { hooks: status, faults: found } = await askHost(pair.ports.hosts[to]);
      if (status?.role === 'MASTER' && (status.owner === 'self' || (await ownsUnseen(pair, to, status)))) return true;
      faults = explainFaults(pair, to, found);
      return undefined;
    },
    () =>
      new VerificationError(noTakeover(pair.label(to), faults), {
        where: pair.label(to),
        hint: say.drills.logHint,
      }),
  );
}

function noTakeover(host: string, faults: readonly string[]): string {
  const time = formatDuration(patienceMs, 'set');
  if (faults.length === 0) return say.drills.noTakeover({ host, time });
  return say.drills.noTakeoverFor({ host, time, faults: faults.join('\n    ') });
}

/** What the host's own health check says against it now. */
async function tryHealth(pair: LivePair, node: NodeName): Promise<readonly string[]> {
  const { healthCheck } = pair.spec;
  if (healthCheck === undefined) return [];
  const { hosts, topology } = pair.view();
  const source = healthSource(say.language.code);
  const argv = healthArgv(healthCheck, { source, python: hosts[node].python, ip: topology.nodes[node].ip });
  const answer = parseHealth(await pair.ports.hosts[node].read(argv, { timeoutMs: healthTimeoutMs }));
  const check = Object.entries(healthCheck).flat().join(' ');
  return answer.verdict === 'fails' ? [say.health.fails({ check, why: answer.why })] : [];
}
