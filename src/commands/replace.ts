import { nodeOf, peerOf } from '../cluster/nodes.js';
import type { NodeSpec } from '../cluster/spec.js';
import { askHooks } from '../drills/settle.js';
import { HaSetupError, HostError } from '../errors.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { type Former, findFormer, locateFormer, verifyFormer } from '../pair/former.js';
import type { LivePair } from '../pair/live-pair.js';
import { liveRemoval } from '../pair/live-removal.js';
import type { PlannedOperation } from '../plan/build.js';
import { buildRemoval, hostRemovals } from '../plan/removal-stages.js';
import type { OpenHost } from '../ports/host.js';
import { applyStages } from '../run/apply.js';
import { hold, release } from '../run/hold.js';
import { until } from '../run/until.js';
import type { Toolbox } from './toolbox.js';

/** How a former host leaves the pair. */
export interface Retirement {
  readonly plan: readonly PlannedOperation[];
  readonly label: string;
  /** Hands its VIP over and takes it out; a host that does not answer has lost the VIP already, or the run ends here. */
  carryOut(): Promise<number>;
  close(): Promise<void>;
}

/** Where one host of the pair was changed for another in the answers: looks at the former one, as far as it answers. */
export async function openRetirement(live: LivePair, toolbox: Toolbox): Promise<Retirement | undefined> {
  const { spec } = live;
  const claim = findFormer(live.view());
  if (claim === undefined) return undefined;
  const { instance, node } = claim;
  const stays = live.label(peerOf(node));
  toolbox.reporter.say(
    say.commands.replace.heading({ former: instance, heir: live.label(node), other: stays }),
    'heading',
  );
  const inventory = await live.ports.cloud.inventory({ instances: [instance] });
  const former = locateFormer(claim, inventory, live.view().topology);
  if (former === undefined) {
    toolbox.reporter.say(say.commands.replace.gone({ host: instance }));
    return undefined;
  }
  const { eni: _eni, ...slot } = nodeOf(spec, node);
  const host = await connect({ ...slot, instance }, former.address, toolbox);
  if (host === undefined) {
    const carryOut = () => waitForSurvivor(former, live);
    return { plan: [], label: instance, carryOut, close: async () => {} };
  }
  try {
    return await planRetirement(former, host, live, toolbox);
  } catch (failure) {
    await host.close();
    throw failure;
  }
}

async function planRetirement(former: Former, host: OpenHost, live: LivePair, toolbox: Toolbox): Promise<Retirement> {
  const { instance, node } = former;
  const ports = { ...live.ports, hosts: { [node]: host } };
  const keepCloud = () => ({ removeVip: false, releaseEip: false });
  const leaving = await liveRemoval(live.spec, ports, keepCloud, { [node]: instance });
  const facts = leaving.view().hosts[node]?.facts;
  if (facts !== undefined) verifyFormer(former, facts, live.view());
  const stages = [{ title: say.commands.replace.takeOut({ host: instance }), lanes: [hostRemovals(node)] }];
  return {
    plan: buildRemoval(leaving.view(), stages),
    label: instance,
    carryOut: async () => {
      await handOver(former, host, live, toolbox);
      return applyStages(stages, leaving);
    },
    close: () => host.close(),
  };
}

async function connect(node: NodeSpec, address: string, toolbox: Toolbox): Promise<OpenHost | undefined> {
  try {
    const host = await toolbox.connectHost(node, address);
    // One that lets nobody run anything is as silent as one that lets nobody in.
    await host.read(['true']).catch(async (cause: unknown) => {
      await host.close();
      throw cause;
    });
    return host;
  } catch (cause) {
    if (!(cause instanceof HostError)) throw cause;
    toolbox.reporter.say(say.commands.replace.silent({ host: node.instance, why: cause.message }), 'warning');
    toolbox.reporter.say(`  ${say.commands.replace.silentHint}`, 'warning');
    return undefined;
  }
}

/** The former host serves until the one that stays has the VIP. */
async function handOver(former: Former, host: OpenHost, live: LivePair, toolbox: Toolbox): Promise<void> {
  const { vip, vipRecord } = live.view().topology;
  if (vipRecord?.eni.id !== former.eni.id) return;
  await live.ports.reporter.work(say.commands.replace.handOver, [
    {
      title: former.instance,
      tasks: [
        {
          title: say.commands.replace.vipTo({ vip, host: live.label(peerOf(former.node)) }),
          run: async () => {
            await hold(host, say.moves.hold.replaced({ who: toolbox.whoami }));
            try {
              await waitForSurvivor(former, live, host);
            } catch (failure) {
              await release(host);
              throw failure;
            }
            return { status: 'changed', note: say.commands.replace.handedOver };
          },
        },
      ],
    },
  ]);
}

/** The VIP is with the host that stays, by the cloud's record, and off the former one's NIC where that can be asked. */
async function waitForSurvivor(former: Former, live: LivePair, host?: OpenHost): Promise<number> {
  const { clock, cloud } = live.ports;
  const { topology } = live.view();
  const { nodes, vip, vipRecord } = topology;
  if (vipRecord?.eni.id !== former.eni.id) return 0;
  const survivor = peerOf(former.node);
  await until(
    clock,
    { timeoutMs: 90_000, intervalMs: 300 },
    async () => {
      const owner = await mechanismOf(live.spec).findOwner(cloud, topology);
      if (owner !== nodes[survivor].eni.id) return undefined;
      const { [former.node]: status } = await askHooks(host ? { [former.node]: host } : {});
      return host === undefined || status?.nic === false ? true : undefined;
    },
    () =>
      new HaSetupError(say.commands.replace.stuck({ vip, former: former.instance, host: live.label(survivor) }), {
        where: live.label(survivor),
        hint: say.commands.replace.stuckHint,
      }),
  );
  return 0;
}
