import type { CheckContext } from '../checks/context.js';
import { type CheckFinding, runVerify } from '../checks/run.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import { templatesChangedAtMs } from '../operations/host-files.js';
import type { HostKey } from '../operations/operation.js';
import type { Pair } from '../pair/pair.js';
import { hostApis } from './host-api.js';
import type { Toolbox } from './toolbox.js';

/** A running pair from all sides, with what it was looked at with. */
export interface Inspection {
  readonly context: CheckContext;
  readonly findings: readonly CheckFinding[];
}

/** Everything that verify finds. Changes nothing. */
export async function inspect(pair: Pair<'audit'>, answers: string, toolbox: Toolbox): Promise<Inspection> {
  const context = await toContext(pair, answers, toolbox);
  const findings = await toolbox.waiting(say.session.trying, () =>
    toolbox.timed(say.steps.checks, () => runVerify(context)),
  );
  return { context, findings };
}

async function toContext(pair: Pair<'audit'>, answers: string, toolbox: Toolbox): Promise<CheckContext> {
  const answersAtMs = await toolbox.changedAtMs(answers);
  const hostKey = findHostKey(pair.spec, toolbox);
  return {
    pair,
    command: (...words) => toolbox.command(words, answers),
    desiredAtMs: Math.max(answersAtMs, templatesChangedAtMs()),
    ...(hostKey && { hostKey }),
    apis: hostApis(pair, toolbox),
    prove: true,
    now: () => toolbox.clock.now(),
  };
}

/** The hosts' key where this machine has it: without it their copy is not compared, and nothing else is lost. */
function findHostKey(spec: ClusterSpec, toolbox: Toolbox): HostKey | undefined {
  try {
    return toolbox.hostKey(spec);
  } catch (cause) {
    if (cause instanceof HaSetupError) return undefined;
    throw cause;
  }
}
