import { paths } from '../cluster/names.js';
import { nodeNames, nodeOf, peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { askHooks } from '../drills/settle.js';
import { HaSetupError } from '../errors.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import type { Pair } from '../pair/pair.js';
import { requireCloud, requireHost, requireTopology } from '../pair/require.js';
import { hold, release } from '../run/hold.js';
import { until } from '../run/until.js';
import { refuseUnfit } from './refuse-unfit.js';
import type { Toolbox } from './toolbox.js';

/** Keeps a host out of the active role until it is released, over reboots; one that is active hands over first. */
export async function holdOut(
  node: NodeName,
  pair: Pair<'full'>,
  options: { readonly force: boolean; readonly answers: string },
  toolbox: Toolbox,
): Promise<void> {
  const { reporter } = toolbox;
  const [label, other] = [nodeOf(pair.spec, node).instance, nodeOf(pair.spec, peerOf(node)).instance];
  const host = requireHost(pair, node);
  const { [node]: before } = await askHooks(pair.ports.hosts);
  if (hasHoldFile(node, pair)) {
    reporter.say(say.commands.hold.already({ host: label, why: before?.held ?? say.commands.hold.silent }), 'good');
    return tell('none', pair, toolbox);
  }
  await refuseUnfit(peerOf(node), pair, options, toolbox);
  const isActive = requireTopology(pair).owner === node;
  let isOut = true;
  await reporter.work(say.commands.hold.title, [
    {
      title: label,
      tasks: [
        {
          title: isActive ? say.commands.hold.handOver({ other }) : say.commands.hold.stayOut,
          run: async () => {
            await hold(host, say.moves.hold.by({ who: toolbox.whoami }));
            isOut = await waitUntilOut(node, pair, options, toolbox);
            return {
              status: 'changed',
              note: isOut ? say.commands.hold.gone({ other }) : say.commands.hold.notTaken({ other }),
            };
          },
        },
      ],
    },
  ]);
  if (isOut) reporter.say(say.commands.hold.held({ host: label }), 'good');
  else reporter.say(say.commands.hold.heldServing({ host: label }), 'warning');
  reporter.say(
    say.commands.hold.risk({
      other,
      command: toolbox.command(['switchover', '--release', label], options.answers),
    }),
  );
  return tell('held', pair, toolbox);
}

/** Whether the VIP has left a host that is held now. With force, false where it stays; throws HaSetupError otherwise. */
async function waitUntilOut(
  node: NodeName,
  pair: Pair<'full'>,
  { force, answers }: { readonly force: boolean; readonly answers: string },
  toolbox: Toolbox,
): Promise<boolean> {
  const { nodes, vip } = requireTopology(pair);
  const [label, other] = [nodeOf(pair.spec, node).instance, nodeOf(pair.spec, peerOf(node)).instance];
  try {
    return await until(
      toolbox.clock,
      { timeoutMs: force ? 10_000 : 90_000, intervalMs: 300 },
      async () => {
        const [at, statuses] = await Promise.all([
          mechanismOf(pair.spec).findOwner(requireCloud(pair).port, requireTopology(pair)),
          askHooks(pair.ports.hosts),
        ]);
        const isOut = statuses[node]?.role !== 'MASTER' && statuses[node]?.nic === false;
        return isOut && at !== nodes[node].eni.id ? true : undefined;
      },
      () =>
        new HaSetupError(say.commands.hold.stuck({ host: label, other, vip }), {
          where: label,
          hint: say.commands.hold.stuckHint({
            other,
            command: toolbox.command(['switchover', '--release', label], answers),
          }),
        }),
    );
  } catch (failure) {
    if (force && failure instanceof HaSetupError) return false;
    throw failure;
  }
}

/** Ends a hold. In mode preferred the preferred host then comes back by itself. */
export async function letIn(node: NodeName, pair: Pair<'full'>, toolbox: Toolbox): Promise<void> {
  const { reporter, clock } = toolbox;
  const label = nodeOf(pair.spec, node).instance;
  const host = requireHost(pair, node);
  const { [node]: before } = await askHooks(pair.ports.hosts);
  const isHeld = hasHoldFile(node, pair) || typeof before?.held === 'string';
  await release(host);
  if (!isHeld) {
    reporter.say(say.commands.hold.notHeld({ host: label }), 'good');
    return tell('none', pair, toolbox);
  }
  const role = await until(
    clock,
    { timeoutMs: 15_000, intervalMs: 300 },
    async () => {
      const { [node]: status } = await askHooks(pair.ports.hosts);
      return status?.role === 'BACKUP' || status?.role === 'MASTER' ? status.role : undefined;
    },
    () =>
      new HaSetupError(say.commands.hold.notReady({ host: label }), {
        where: label,
        hint: say.commands.hold.notReadyHint,
      }),
  );
  reporter.say(say.commands.hold.released({ host: label, role }), 'good');
  const { spec } = pair;
  if (spec.mode === 'preferred' && spec.preferred === label && role === 'BACKUP') {
    reporter.say(say.commands.hold.comesBack({ seconds: spec.failback }), 'warning');
  }
  return tell('released', pair, toolbox);
}

function hasHoldFile(node: NodeName, { hosts }: Pair<'full'>): boolean {
  const reading = hosts[node];
  return 'known' in reading && reading.known.files[paths.hold] !== undefined;
}

async function tell(action: 'none' | 'held' | 'released', pair: Pair<'full'>, toolbox: Toolbox): Promise<void> {
  if (!toolbox.json) return;
  const { nodes, vip } = requireTopology(pair);
  const [owner, statuses] = await Promise.all([
    mechanismOf(pair.spec).findOwner(requireCloud(pair).port, requireTopology(pair)),
    askHooks(pair.ports.hosts),
  ]);
  const of = (test: (node: NodeName) => boolean) =>
    nodeNames.filter(test).map((node) => nodeOf(pair.spec, node).instance);
  const [active = null] = of((node) => nodes[node].eni.id === owner);
  const held = of((node) => typeof statuses[node]?.held === 'string');
  toolbox.printResult({ cluster: pair.spec.cluster, vip, action, active, held });
}
