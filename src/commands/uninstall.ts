import type { NodeName } from '../cluster/spec.js';
import { CancelledError, HaSetupError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import { isOurs, type RemovalView } from '../operations/removal.js';
import { countChanges } from '../plan/build.js';
import { formatPlan } from '../plan/format.js';
import { buildRemoval, removalStages } from '../plan/removal-stages.js';
import { applyStages } from '../run/apply.js';
import { RemovalWorld } from '../run/removal-world.js';
import { readSpec } from './answers.js';
import { planTones } from './plan.js';
import { getNode, labelOf, type SeenPair, seePair, whileLocked } from './seen.js';
import type { Toolbox } from './toolbox.js';

export interface UninstallOptions {
  readonly answers: string;
  readonly yes: boolean;
  /** Asked where absent; kept where nobody can be asked. */
  readonly vip?: 'keep' | 'remove';
  readonly eip?: 'keep' | 'release';
  /** An instance that will not come back. */
  readonly gone?: string;
}

/** Takes the pair down: only what ha-setup installed, and the VIP and the EIP only where that is wanted. */
export async function uninstall(options: UninstallOptions, toolbox: Toolbox): Promise<void> {
  const { reporter } = toolbox;
  const spec = await readSpec(options.answers, toolbox);
  const gone = options.gone === undefined ? undefined : getNode(spec, options.gone);
  reporter.say(`Cluster ${spec.cluster} in ${spec.region}: looking at what there is to take down`, 'heading');
  const pair = await seePair(spec, toolbox);
  try {
    const missing = await acceptMissing(pair, gone, toolbox);
    const labels = { a: labelOf(spec, 'a'), b: labelOf(spec, 'b') };
    const world = new RemovalWorld(
      spec,
      { cloud: pair.cloud, hosts: pair.hosts, reporter, clock: toolbox.clock, interrupt: toolbox.interrupt },
      labels,
    );
    await world.survey();
    refuseStrangers(world.view(), labels);
    world.wishes = await askWishes(options, world.view(), toolbox);
    const active = nodeNames.find((node) => findEnis(pair, node).includes(world.view().vip?.eni ?? ''));
    const stages = removalStages(world.view(), active);
    const plan = buildRemoval(world.view(), stages);
    const count = countChanges(plan);
    if (count === 0) {
      reporter.say(`Nothing to take down: there is nothing of ${spec.cluster} on the hosts that were reached.`, 'good');
    } else {
      for (const { kind, text } of formatPlan(plan, (target) => world.label(target), { diffs: false, limit: 0 })) {
        reporter.say(text, planTones[kind]);
      }
      reporter.say(`${count} ${count === 1 ? 'change' : 'changes'} in all.`, 'heading');
      const stops = plan.some(({ changes }) => changes.some(({ kind }) => kind === 'hooks.stop'));
      const vip = world.view().vip?.address;
      if (stops && vip !== undefined) reporter.say(`From then on nothing answers at ${vip}.`, 'warning');
      await confirm(options, toolbox);
    }
    const take = () => toolbox.interrupt.guard(() => whileLocked(pair, toolbox, () => applyStages(stages, world)));
    const changed = count === 0 ? 0 : await take().catch((error: unknown) => sayHowToGoOn(error, toolbox));
    report(changed, missing, world.view(), pair, toolbox);
  } finally {
    await pair.close();
  }
}

function sayHowToGoOn(error: unknown, { reporter }: Toolbox): never {
  if (error instanceof CancelledError)
    reporter.say('Stopped half-way; the same command goes on where it was.', 'warning');
  throw error;
}

function findEnis({ facts, spec }: SeenPair, node: NodeName): readonly string[] {
  return facts.inventory.enis.flatMap((eni) => (eni.instance === labelOf(spec, node) ? [eni.id] : []));
}

/** The hosts that are not there: those that the cloud no longer has, and those that a person has given up. */
async function acceptMissing(
  pair: SeenPair,
  gone: NodeName | undefined,
  { prompter }: Toolbox,
): Promise<readonly NodeName[]> {
  const { spec, facts, unreached } = pair;
  const missing = nodeNames.filter((node) => unreached[node] !== undefined);
  if (gone !== undefined && !missing.includes(gone)) {
    throw new HaSetupError(`${labelOf(spec, gone)} is not gone: it answers`, {
      hint: 'leave --gone out, and it is taken down like the other one',
    });
  }
  for (const node of missing) {
    const label = labelOf(spec, node);
    const exists = facts.inventory.instances.some((instance) => instance.id === label);
    if (!exists || node === gone) continue;
    const question = `${label} cannot be reached (${unreached[node]}). Is it gone for good?`;
    if (await prompter?.confirm(question, false)) continue;
    throw new HaSetupError(`it cannot be reached: ${unreached[node]}`, {
      where: label,
      hint: `let SSH reach it; or, where it will not come back, add --gone ${label}: what is on it stays there`,
    });
  }
  return missing;
}

function refuseStrangers(view: RemovalView, labels: Readonly<Record<NodeName, string>>): void {
  for (const node of nodeNames) {
    const record = view.hosts[node]?.facts.record;
    if (record === undefined || isOurs(view, node)) continue;
    throw new HaSetupError(`the host belongs to the cluster ${record.cluster}, not to ${view.spec.cluster}`, {
      where: labels[node],
      hint: `use the answers of ${record.cluster} to take that down; nothing was changed`,
    });
  }
}

async function askWishes(
  options: UninstallOptions,
  { vip, eip }: RemovalView,
  { prompter }: Toolbox,
): Promise<RemovalWorld['wishes']> {
  const ask = async (given: string | undefined, yes: string, is: boolean, question: string) => {
    if (given !== undefined) return given === yes;
    return is && (await prompter?.confirm(question, false)) === true;
  };
  const hasVip = vip?.ours === true;
  if (options.vip === 'remove' && vip?.eni !== undefined && !hasVip) {
    throw new HaSetupError(`${vip.address} has a name of its own, so ha-setup did not make it and does not remove it`, {
      where: vip.eni,
      hint: 'leave --vip remove out, and unassign the address in the console where nobody needs it',
    });
  }
  const removeVip = await ask(
    options.vip,
    'remove',
    hasVip,
    `Give the VIP ${vip?.address} back to the subnet, too? (it costs nothing to keep)`,
  );
  const releaseEip = await ask(
    options.eip,
    'release',
    eip !== undefined,
    `Release the EIP ${eip?.ip} (${eip?.id}), too? The address is then lost for good; kept, it goes on to cost money.`,
  );
  return { removeVip, releaseEip };
}

async function confirm({ yes, answers }: UninstallOptions, { prompter }: Toolbox): Promise<void> {
  if (yes) return;
  if (prompter === undefined) {
    throw new HaSetupError('taking a pair down wants a yes, and there is nobody to ask', {
      hint: `read the plan above, then run ha-setup uninstall --answers ${answers} --yes; the VIP and an EIP stay unless --vip remove or --eip release is given`,
    });
  }
  if (!(await prompter.confirm('Take it down?', false))) throw new CancelledError('nothing was changed');
}

function report(
  changed: number,
  missing: readonly NodeName[],
  { vip, eip, spec }: RemovalView,
  { facts }: SeenPair,
  toolbox: Toolbox,
): void {
  const { reporter } = toolbox;
  if (changed > 0) reporter.say(`${spec.cluster} is taken down.`, 'good');
  if (vip?.eni !== undefined) reporter.say(`Left in the cloud: the VIP ${vip.address} on ${vip.eni}.`);
  if (eip !== undefined)
    reporter.say(`Left in the cloud: the EIP ${eip.ip} (${eip.id}), which costs money while it exists.`);
  const labels = missing.map((node) => labelOf(spec, node));
  for (const label of labels) {
    const exists = facts.inventory.instances.some((instance) => instance.id === label);
    if (!exists) reporter.say(`${label} does not exist any more, and so nothing is left on it.`);
    else {
      reporter.say(`Left on ${label}, which was not reached: keepalived and its hooks.`, 'warning');
      reporter.say(
        '  Should it come back, it takes the VIP again: then run this command again, or delete the instance.',
      );
    }
  }
  if (!toolbox.json) return;
  toolbox.printResult({
    cluster: spec.cluster,
    changed,
    vip: vip?.eni === undefined ? null : { address: vip.address, eni: vip.eni },
    eip: eip?.id ?? null,
    missing: labels,
  });
}
