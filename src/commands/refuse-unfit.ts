import type { CheckContext } from '../checks/context.js';
import { findUnfitness } from '../checks/run.js';
import { explainUnfitness, type Unfitness } from '../checks/unfitness.js';
import { nodeOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { HaSetupError, PreflightError } from '../errors.js';
import { auditHost, type HostAudit } from '../facts/audit.js';
import type { Reading } from '../facts/reading.js';
import { say } from '../messages/say.js';
import type { Pair } from '../pair/pair.js';
import { hostApis } from './host-api.js';
import type { Toolbox } from './toolbox.js';

/** Everything that speaks against this node as the active one, asked of the node itself, now. */
async function askFitness(
  node: NodeName,
  pair: Pair<'full'>,
  answers: string,
  toolbox: Toolbox,
): Promise<readonly Unfitness[]> {
  const reading = await auditAgain(node, pair, toolbox);
  const context: CheckContext = {
    pair: { ...pair, hosts: { ...pair.hosts, [node]: reading } },
    command: (...words) => toolbox.command(words, answers),
    apis: hostApis(pair, toolbox),
    prove: true,
    now: () => toolbox.clock.now(),
  };
  return findUnfitness(node, context);
}

async function auditAgain(node: NodeName, pair: Pair<'full'>, { clock }: Toolbox): Promise<Reading<HostAudit>> {
  const [host, before] = [pair.ports.hosts[node], pair.hosts[node]];
  if ('failure' in before) return before;
  if (host === undefined) return { failure: new HaSetupError(say.commands.unfit.notAsked) };
  try {
    return { known: await auditHost(host, clock.now) };
  } catch (cause) {
    if (cause instanceof HaSetupError) return { failure: cause };
    throw cause;
  }
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
  const reasons = await askFitness(node, pair, answers, toolbox);
  if (reasons.length === 0) return;
  const label = nodeOf(pair.spec, node).instance;
  const words = say.commands.unfit;
  const rows = reasons.map((reason) => `\n    ${explainUnfitness(reason)}`).join('');
  const isHeld = reasons.some((reason) => reason.code === 'kept-out' && reason.fault === 'held');
  if (!force) {
    throw new PreflightError(words.refused({ host: label, reasons: rows }), {
      hint: isHeld
        ? words.heldHint({ command: toolbox.command(['switchover', '--release', label], answers) })
        : words.hint,
    });
  }
  toolbox.reporter.say(words.forced({ host: label, reasons: rows }), 'warning');
}
