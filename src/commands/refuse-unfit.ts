import { reach } from '../checks/api-access.js';
import { judgeFitness } from '../checks/fitness.js';
import type { NodeName } from '../cluster/spec.js';
import { CloudError, HostError, PreflightError } from '../errors.js';
import { gather } from '../facts/fact.js';
import { faultsFact, hooksFact } from '../facts/hooks.js';
import { nodeOf } from '../facts/topology.js';
import type { Pair } from '../pair/pair.js';
import { requireTopology, whyUnreached } from '../pair/require.js';
import type { Proof } from '../ports/cloud.js';
import type { HostReader } from '../ports/host.js';
import type { Toolbox } from './toolbox.js';

/** Everything that speaks against this node as the active one, asked of the node itself. */
async function findUnfitness(node: NodeName, pair: Pair<'full'>, toolbox: Toolbox): Promise<readonly string[]> {
  const topology = requireTopology(pair);
  const { eni } = topology.nodes[node];
  const { vip } = topology;
  const host = pair.ports.hosts[node];
  if (host === undefined) {
    const unreached = `it cannot be reached: ${whyUnreached(pair, node)}`;
    return judgeFitness({ unreached, faults: [], mayMigrate: 'unproven', eni, vip });
  }
  const cloudFrom = (from: HostReader, domain: string) => toolbox.cloudFrom(from, pair.spec, domain);
  const context = { view: { spec: pair.spec, topology }, cloudFrom, prove: true };
  const [{ status, faults }, reached] = await Promise.all([
    gather(host, { status: hooksFact, faults: faultsFact }),
    reach(context, host).catch((cause: unknown) => {
      if (cause instanceof CloudError || cause instanceof HostError) return cause;
      throw cause;
    }),
  ]);
  const failed = reached instanceof Error ? reached : undefined;
  const mayMigrate: Proof = reached instanceof Error ? 'unproven' : reached.mayMigrate;
  const found = judgeFitness({ status, faults, mayMigrate, eni, vip });
  // A sshd that forwards nothing only keeps us from asking; what the hooks themselves say stands.
  const isDeaf = failed instanceof HostError && failed.kind === 'forwarding';
  if (failed === undefined || isDeaf || status?.owner === 'unknown') return found;
  return [...found, `with the credentials of its hooks: ${failed.message}`];
}

/**
 * Refuses where the node could not serve as the active one; with force it only says what that risks.
 * @throws PreflightError with everything that speaks against it
 */
export async function refuseUnfit(
  node: NodeName,
  pair: Pair<'full'>,
  { force, answers }: { readonly force: boolean; readonly answers: string },
  toolbox: Toolbox,
): Promise<void> {
  const reasons = await findUnfitness(node, pair, toolbox);
  if (reasons.length === 0) return;
  const label = nodeOf(pair.spec, node).instance;
  const rows = reasons.map((reason) => `\n    ${reason}`).join('');
  const isHeld = reasons.some((reason) => reason.startsWith('it is held'));
  if (!force) {
    throw new PreflightError(`${label} is not fit to be active; nothing was changed:${rows}`, {
      hint: `${isHeld ? `let it in again (${toolbox.command(['switchover', '--release', label], answers)})` : 'repair that'}; --force goes on all the same, at the risk that nobody serves the VIP`,
    });
  }
  toolbox.reporter.say(`warning: ${label} is not fit to be active, and --force goes on:${rows}`, 'warning');
}
