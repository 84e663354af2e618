import type { UninstallOptions } from '../cli/uninstall.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { CancelledError, HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import { isOurs, type RemovalView } from '../operations/removal.js';
import { liveRemoval, type RemovalChoice, type RemovalPair } from '../pair/live-removal.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { requireCloud, whyUnreached } from '../pair/require.js';
import { countChanges } from '../plan/build.js';
import { formatPlan } from '../plan/format.js';
import { buildRemoval, removalStages } from '../plan/removal-stages.js';
import { applyStages } from '../run/apply.js';
import { getNode, readSpec } from './answers.js';
import { whileLocked } from './locked.js';
import { planTones } from './plan.js';
import type { Toolbox } from './toolbox.js';

type Options = UninstallOptions & { readonly answers: string };

/** Takes the pair down: only what ha-setup installed, and the VIP and the EIP only where that is wanted. */
export async function uninstall(options: Options, toolbox: Toolbox): Promise<void> {
  const { reporter } = toolbox;
  const spec = await readSpec(options.answers, toolbox);
  const gone = options.gone === undefined ? undefined : getNode(spec, options.gone);
  reporter.say(say.commands.uninstall.heading(spec), 'heading');
  const pair = await observe(spec, { depth: 'full' }, toolbox);
  try {
    const { port } = requireCloud(pair);
    const missing = await acceptMissing(pair, gone, toolbox);
    const { clock, interrupt } = toolbox;
    const ports = { cloud: port, hosts: pair.ports.hosts, reporter, clock, interrupt };
    let choice: RemovalChoice = { removeVip: false, releaseEip: false };
    const removal = await liveRemoval(spec, ports, () => choice);
    refuseStrangers(removal.view());
    choice = await chooseCloud(options, removal.view(), toolbox);
    const changed = await takeDown(removal, pair, options, toolbox);
    report(changed, missing, removal.view(), pair, toolbox);
  } finally {
    await pair.close();
  }
}

/** Shows what goes, asks, and takes it down. Returns how many changes were made. */
async function takeDown(removal: RemovalPair, pair: Pair, options: Options, toolbox: Toolbox): Promise<number> {
  const { reporter } = toolbox;
  const active = nodeNames.find((node) => findEnis(pair, node).includes(removal.view().vip?.eni ?? ''));
  const stages = removalStages(removal.view(), active);
  const plan = buildRemoval(removal.view(), stages);
  const count = countChanges(plan);
  if (count === 0) {
    reporter.say(say.commands.uninstall.nothing(pair.spec), 'good');
    return 0;
  }
  for (const { kind, text } of formatPlan(plan, (target) => removal.label(target), { diffs: false, limit: 0 })) {
    reporter.say(text, planTones[kind]);
  }
  reporter.say(say.commands.uninstall.changes({ count }), 'heading');
  const stops = plan.some(({ changes }) => changes.some(({ kind }) => kind === 'hooks.stop'));
  const vip = removal.view().vip?.address;
  if (stops && vip !== undefined) reporter.say(say.commands.uninstall.silentVip({ vip }), 'warning');
  await confirm(options, toolbox);
  const take = () => whileLocked(pair.spec, pair.ports.hosts, toolbox, () => applyStages(stages, removal));
  return toolbox.interrupt.guard(take).catch((error: unknown) => sayHowToGoOn(error, toolbox));
}

function sayHowToGoOn(error: unknown, { reporter }: Toolbox): never {
  if (error instanceof CancelledError) reporter.say(say.commands.uninstall.stopped, 'warning');
  throw error;
}

function findEnis(pair: Pair, node: NodeName): readonly string[] {
  const { enis } = requireCloud(pair).facts.inventory;
  return enis.flatMap((eni) => (eni.instance === nodeOf(pair.spec, node).instance ? [eni.id] : []));
}

function exists(pair: Pair, instance: string): boolean {
  return requireCloud(pair).facts.inventory.instances.some(({ id }) => id === instance);
}

/** The hosts that are not there: those that the cloud no longer has, and those that a person has given up. */
async function acceptMissing(
  pair: Pair,
  gone: NodeName | undefined,
  { prompter }: Toolbox,
): Promise<readonly NodeName[]> {
  const { spec } = pair;
  const missing = nodeNames.filter((node) => whyUnreached(pair, node) !== undefined);
  if (gone !== undefined && !missing.includes(gone)) {
    throw new HaSetupError(say.commands.uninstall.notGone({ host: nodeOf(spec, gone).instance }), {
      hint: say.commands.uninstall.notGoneHint,
    });
  }
  for (const node of missing) {
    const label = nodeOf(spec, node).instance;
    const why = whyUnreached(pair, node);
    if (!exists(pair, label) || node === gone) continue;
    const question = say.commands.uninstall.isGone({ host: label, why: why ?? '' });
    if (await prompter?.confirm(question, false)) continue;
    throw new HaSetupError(say.commands.uninstall.unreached({ why: why ?? '' }), {
      where: label,
      hint: say.commands.uninstall.unreachedHint({ host: label }),
    });
  }
  return missing;
}

function refuseStrangers(view: RemovalView): void {
  for (const node of nodeNames) {
    const record = view.hosts[node]?.facts.record;
    if (record === undefined || isOurs(view, node)) continue;
    throw new HaSetupError(say.commands.uninstall.stranger({ found: record.cluster, expected: view.spec.cluster }), {
      where: nodeOf(view.spec, node).instance,
      hint: say.commands.uninstall.strangerHint({ found: record.cluster }),
    });
  }
}

async function chooseCloud(options: Options, { vip, eip }: RemovalView, { prompter }: Toolbox): Promise<RemovalChoice> {
  const ask = async (given: string | undefined, yes: string, is: boolean, question: string) => {
    if (given !== undefined) return given === yes;
    return is && (await prompter?.confirm(question, false)) === true;
  };
  const hasVip = vip?.ours === true;
  if (options.vip === 'remove' && vip?.place !== undefined && !hasVip) {
    throw new HaSetupError(say.commands.uninstall.notOurs({ vip: vip.address }), {
      where: vip.place,
      hint: say.commands.uninstall.notOursHint,
    });
  }
  const removeVip = await ask(
    options.vip,
    'remove',
    hasVip,
    say.commands.uninstall.askVip({ vip: vip?.address ?? '' }),
  );
  const releaseEip = await ask(
    options.eip,
    'release',
    eip !== undefined,
    say.commands.uninstall.askEip({ eip: eip?.id ?? '', ip: eip?.ip ?? '' }),
  );
  return { removeVip, releaseEip };
}

async function confirm({ yes, answers }: Options, { prompter, command }: Toolbox): Promise<void> {
  if (yes) return;
  if (prompter === undefined) {
    throw new HaSetupError(say.commands.uninstall.noTerminal, {
      hint: say.commands.uninstall.noTerminalHint({ command: command(['uninstall', '--yes'], answers) }),
    });
  }
  if (!(await prompter.confirm(say.commands.uninstall.question, false)))
    throw new CancelledError(say.commands.uninstall.unchanged);
}

function report(
  changed: number,
  missing: readonly NodeName[],
  { vip, eip, spec }: RemovalView,
  pair: Pair,
  toolbox: Toolbox,
): void {
  const { reporter } = toolbox;
  if (changed > 0) reporter.say(say.commands.uninstall.down(spec), 'good');
  if (vip?.place !== undefined) reporter.say(say.commands.uninstall.vipLeft({ vip: vip.address, place: vip.place }));
  if (eip !== undefined) reporter.say(say.commands.uninstall.eipLeft({ eip: eip.id, ip: eip.ip }));
  const labels = missing.map((node) => nodeOf(spec, node).instance);
  for (const label of labels) {
    if (!exists(pair, label)) reporter.say(say.commands.uninstall.hostGone({ host: label }));
    else {
      reporter.say(say.commands.uninstall.hostLeft({ host: label }), 'warning');
      reporter.say(`  ${say.commands.uninstall.hostLeftHint}`);
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
