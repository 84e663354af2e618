import type { EniId, InstanceId } from '../cluster/ids.js';
import type { NodeName, NodeSpec } from '../cluster/spec.js';
import { askHooks } from '../drills/settle.js';
import { HaSetupError, HostError } from '../errors.js';
import { nodeNames, nodeOf, peerOf } from '../facts/topology.js';
import type { View } from '../operations/operation.js';
import type { LivePair } from '../pair/live-pair.js';
import { liveRemoval } from '../pair/live-removal.js';
import type { PlannedOperation } from '../plan/build.js';
import { buildRemoval, hostRemovals } from '../plan/removal-stages.js';
import type { OpenHost } from '../ports/host.js';
import { applyStages } from '../run/apply.js';
import { hold, release } from '../run/hold.js';
import { until } from '../run/until.js';
import type { Toolbox } from './toolbox.js';

/** A host that was in this pair and that the answers no longer name. */
interface Former {
  /** Whose place the new host takes. */
  readonly node: NodeName;
  readonly instance: InstanceId;
  readonly eni: EniId;
  readonly ip: string;
}

/** How a former host leaves the pair. */
export interface Retirement {
  readonly former: Former;
  readonly plan: readonly PlannedOperation[];
  readonly label: string;
  /** Hands its VIP over and takes it out; a host that does not answer has lost the VIP already, or the run ends here. */
  carryOut(): Promise<number>;
  close(): Promise<void>;
}

/** By what the host that stays was told of its peer. */
export function findFormer({ hosts, topology, spec }: View): Former | undefined {
  for (const node of nodeNames) {
    const { settings } = hosts[node];
    if (settings?.cluster !== spec.cluster || settings.self.instance !== topology.nodes[node].instance.id) continue;
    const { instance, eni, ip } = settings.peer;
    if (nodeNames.some((one) => topology.nodes[one].instance.id === instance)) continue;
    return { node: peerOf(node), instance: instance as InstanceId, eni: eni as EniId, ip };
  }
  return undefined;
}

/** Where one host of the pair was changed for another in the answers: looks at the former one, as far as it answers. */
export async function openRetirement(live: LivePair, toolbox: Toolbox): Promise<Retirement | undefined> {
  const { spec } = live;
  const former = findFormer(live.view());
  if (former === undefined) return undefined;
  const { instance, node, ip } = former;
  toolbox.reporter.say(`${instance} is replaced by ${live.label(node)}; ${live.label(peerOf(node))} stays.`, 'heading');
  const { eni: _eni, ...slot } = nodeOf(spec, node);
  const host = await connect({ ...slot, instance }, ip, toolbox);
  if (host === undefined)
    return {
      former,
      plan: [],
      label: instance,
      carryOut: () => waitForSurvivor(former, live),
      close: async () => {},
    };
  const ports = { ...live.ports, hosts: { [node]: host } };
  const keepCloud = () => ({ removeVip: false, releaseEip: false });
  const leaving = await liveRemoval(spec, ports, keepCloud, { [node]: instance });
  const stages = [{ title: `Take out ${instance}`, lanes: [hostRemovals(node)] }];
  return {
    former,
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
    return await toolbox.connectHost(node, address);
  } catch (cause) {
    if (!(cause instanceof HostError)) throw cause;
    toolbox.reporter.say(
      `warning: ${node.instance} does not answer (${cause.message}), so what ha-setup installed there stays there.`,
      'warning',
    );
    toolbox.reporter.say(
      '  Delete the instance, or take its CAM role away, before it starts again: it would claim the VIP.',
      'warning',
    );
    return undefined;
  }
}

/** The former host serves until the one that stays has the VIP. */
async function handOver(former: Former, host: OpenHost, live: LivePair, toolbox: Toolbox): Promise<void> {
  const { vip, vipRecord } = live.view().topology;
  if (vipRecord?.eni.id !== former.eni) return;
  await live.ports.reporter.work('Hand over', [
    {
      title: former.instance,
      tasks: [
        {
          title: `${vip} to ${live.label(peerOf(former.node))}`,
          run: async () => {
            await hold(host, `replaced, by ${toolbox.whoami}`);
            try {
              await waitForSurvivor(former, live, host);
            } catch (failure) {
              await release(host);
              throw failure;
            }
            return { status: 'changed', note: 'handed over while it served' };
          },
        },
      ],
    },
  ]);
}

/** The VIP is with the host that stays, by the cloud's record, and off the former one's NIC where that can be asked. */
async function waitForSurvivor(former: Former, live: LivePair, host?: OpenHost): Promise<number> {
  const { clock, cloud } = live.ports;
  const { nodes, vip, vipRecord } = live.view().topology;
  if (vipRecord?.eni.id !== former.eni) return 0;
  const survivor = peerOf(former.node);
  await until(
    clock,
    { timeoutMs: 90_000, intervalMs: 300 },
    async () => {
      const owner = await cloud.findOwner([nodes[survivor].eni.id], vip);
      if (owner === undefined) return undefined;
      const { [former.node]: status } = await askHooks(host ? { [former.node]: host } : {});
      return host === undefined || status?.nic === false ? true : undefined;
    },
    () =>
      new HaSetupError(`${vip} is still with ${former.instance}, and ${live.label(survivor)} does not take it over`, {
        where: live.label(survivor),
        hint: 'read /var/log/keepalived.log there; run the same command again once it is active',
      }),
  );
  return 0;
}
