import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { VerificationError } from '../errors.js';
import { gather } from '../facts/fact.js';
import { type HooksStatus, hooksFact } from '../facts/hooks.js';
import { watchFact } from '../facts/watch.js';
import { say } from '../messages/say.js';
import type { LivePair } from '../pair/live-pair.js';
import { explainProblem } from '../pair/problems.js';
import { judgeStanding } from '../pair/standing.js';
import type { HostReader } from '../ports/host.js';
import { until } from '../run/until.js';
import { formatDuration } from '../text/time.js';

export type Statuses = Readonly<Record<NodeName, HooksStatus | undefined>>;

/** What the hooks of both hosts say now; nothing of a host that is not there. */
export async function askHooks(hosts: Partial<Readonly<Record<NodeName, HostReader>>>): Promise<Statuses> {
  const [a, b] = await Promise.all(
    nodeNames.map(async (node) => hosts[node] && (await gather(hosts[node], { hooks: hooksFact })).hooks),
  );
  return { a, b };
}

/** What the hooks of one host say, and what keeps it out: nothing of a host that is not there. */
export async function askHost(host: HostReader): Promise<Asked> {
  const { hooks, watch } = await gather(host, { hooks: hooksFact, watch: watchFact });
  return { hooks, faults: watch.faults };
}

interface Asked {
  readonly hooks: HooksStatus | undefined;
  /** By the name of the reason. */
  readonly faults: Readonly<Record<string, string>>;
}

/** What keeps a node of the pair out, in words; empty where nothing does. */
export function explainFaults(pair: LivePair, node: NodeName, faults: Asked['faults']): readonly string[] {
  return Object.entries(faults).map(([fault, why]) =>
    explainProblem({ code: 'kept-out', node, fault, why }, (one) => pair.label(one)),
  );
}

export function readStatuses(pair: LivePair): Promise<Statuses> {
  return askHooks(pair.ports.hosts);
}

/** What the hooks said when this run read both hosts, where that is a moment ago. */
function findFresh(pair: LivePair): Readonly<Record<NodeName, Asked>> | undefined {
  const { a, b } = pair.view().hosts;
  const isFresh = nodeNames.every((node) => pair.isFresh(node));
  if (!isFresh || a.hooksStatus === undefined || b.hooksStatus === undefined) return undefined;
  return { a: { hooks: a.hooksStatus, faults: {} }, b: { hooks: b.hooksStatus, faults: {} } };
}

/**
 * Waits until one node is active, all records agree on it, and it is the one wanted (where one is).
 * @param how `fresh`: nothing has happened since this run read the pair, so what it read a moment ago is looked at first
 * @throws VerificationError with what still disagreed at the end
 */
export async function waitUntilSettled(
  pair: LivePair,
  timeoutMs: number,
  wanted?: NodeName,
  how: { readonly fresh: boolean } = { fresh: false },
): Promise<NodeName> {
  let problems: readonly string[] = [];
  let { fresh } = how;
  return until(
    pair.ports.clock,
    { timeoutMs, intervalMs: 300 },
    async () => {
      const { hosts } = pair.ports;
      const known = fresh ? findFresh(pair) : undefined;
      const [a, b] = await Promise.all([known?.a ?? askHost(hosts.a), known?.b ?? askHost(hosts.b)]);
      // The cloud is asked anew only where the hosts agree; its inventory takes five calls.
      const isOneActive = [a, b].filter(({ hooks }) => hooks?.role === 'MASTER').length === 1;
      await (fresh || !isOneActive ? pair.freshen('cloud') : pair.refresh('cloud'));
      fresh = false;
      const statuses = { a: a.hooks, b: b.hooks };
      const standing = judgeStanding(pair.spec, pair.view().topology, statuses);
      problems = standing.problems.map((problem) => explainProblem(problem, (node) => pair.label(node)));
      if (problems.length > 0) {
        problems = [...explainFaults(pair, 'a', a.faults), ...explainFaults(pair, 'b', b.faults), ...problems];
        return undefined;
      }
      // A host that a person keeps out does not come back, whatever the mode says.
      const isHeld = wanted !== undefined && typeof statuses[wanted]?.held === 'string';
      if (wanted === undefined || standing.active === wanted || isHeld) return standing.active;
      problems = [say.drills.notActive({ host: pair.label(wanted) })];
      return undefined;
    },
    () =>
      new VerificationError(
        say.drills.notSettled({ time: formatDuration(timeoutMs, 'set'), problems: problems.join('\n    ') }),
        { hint: say.drills.logsHint },
      ),
  );
}
