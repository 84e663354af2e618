import type { Ipv4 } from '../cluster/ids.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { CloudError } from '../errors.js';
import { isBound } from '../facts/eip.js';
import type { VipChange, VipRemoval } from '../mechanism/changes.js';
import { inventoryQuery } from '../mechanism/survey.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { CloudTask } from '../ports/cloud.js';
import type { HaVip } from '../ports/inventory.js';
import { type CloudContext, settle } from './cloud-context.js';
import { onceOnly } from './once-only.js';
import { type ClientTokens, tokenNames } from './tokens.js';
import { unlessGone } from './unless-gone.js';
import { until } from './until.js';
import { whileBusy } from './while-busy.js';

export type HaVipChange = Extract<VipChange | VipRemoval, { kind: `havip.${string}` }>;

/** Makes one change of a HAVIP and returns once the cloud's own record shows it. */
export async function applyHaVipChange(
  change: HaVipChange,
  spec: ClusterSpec,
  context: CloudContext & { readonly tokens: ClientTokens | undefined },
): Promise<void> {
  const { cloud, clock, tell, tokens } = context;
  const patiently = <T>(call: () => Promise<T>) => whileBusy(clock, tell, call);
  const settled = (what: string, isThere: (haVips: readonly HaVip[]) => boolean) =>
    settle(change.kind, what, spec, context, ({ haVips }) => isThere(haVips), { haVips: true });
  const { subjects } = say.run;
  switch (change.kind) {
    case 'havip.create': {
      const { name, subnetId, vip, instances } = change;
      const { kind: _kind, ...request } = change;
      if (tokens === undefined) throw new Error('a HAVIP is made only for hosts that are there');
      await onceOnly(tokens, tokenNames.vip, `${subnetId} ${vip} ${name} ${instances.join(' ')}`, {
        send: (token) => patiently(() => cloud.createHaVip(request, token)),
        settle: () =>
          settled(subjects.haVip(change), (all) => all.some((one) => one.address === vip && one.name === name)),
      });
      return;
    }
    case 'havip.associate': {
      const { haVip, instances } = change;
      await patiently(() => cloud.associateHaVipInstances(haVip, instances));
      await settled(subjects.haVipWith({ haVip, instances: listed(instances) }), (all) =>
        instances.every((id) => isAssociated(all, haVip, id)),
      );
      return;
    }
    case 'havip.disassociate': {
      const { haVip, instances } = change;
      await patiently(() => cloud.disassociateHaVipInstances(haVip, instances));
      await settled(subjects.haVipWithout({ haVip, what: listed(instances) }), (all) =>
        instances.every((id) => !isAssociated(all, haVip, id)),
      );
      return;
    }
    case 'havip.bind': {
      const { haVip, ip } = change;
      if (haVip === undefined || ip === undefined) throw new Error('an EIP is bound only once it and its HAVIP exist');
      await releaseFromElsewhere(ip, spec, context);
      await follow(change.kind, await patiently(() => cloud.haVipAssociateAddressIp(haVip, ip)), context);
      await settled(subjects.eip({ eip: ip, vip: haVip }), (all) =>
        all.some(({ id, eipAddress }) => id === haVip && eipAddress === ip),
      );
      return;
    }
    case 'havip.unbind': {
      const { haVip, ip } = change;
      await follow(change.kind, await patiently(() => cloud.haVipDisassociateAddressIp(haVip)), context);
      await settled(subjects.haVipWithout({ haVip, what: ip }), (all) =>
        all.every(({ id, eipAddress }) => id !== haVip || !eipAddress),
      );
      return;
    }
    case 'havip.delete': {
      const { haVip } = change;
      await unlessGone(async () => follow(change.kind, await patiently(() => cloud.deleteHaVip(haVip)), context));
      await settled(subjects.haVipGone(change), (all) => all.every(({ id }) => id !== haVip));
      await tokens?.forget(tokenNames.vip);
    }
  }
}

const isAssociated = (all: readonly HaVip[], id: string, instance: string) =>
  all.some((one) => one.id === id && one.associations.some((association) => association.instance === instance));

/** An EIP of the pair's that is still on an ENI, as after a change of the mechanism, has to be free first. */
async function releaseFromElsewhere(ip: Ipv4, spec: ClusterSpec, context: CloudContext): Promise<void> {
  const { cloud, clock, tell } = context;
  const { eips } = await cloud.inventory({ ...inventoryQuery(spec), limits: false });
  const eip = eips.find((one) => one.ip === ip);
  if (eip?.eni !== undefined && isBound(eip)) await whileBusy(clock, tell, () => cloud.disassociateEip(eip.id));
  const isFree = (status: string) => status === 'UNBIND';
  await settle('havip.bind', say.run.subjects.eipFree({ eip: ip }), spec, context, (found) =>
    found.eips.every((one) => one.ip !== ip || isFree(one.status)),
  );
}

/** Waits for the end of a task that is known by its request's id. Throws CloudError where it fails, or takes over a minute. */
async function follow(kind: HaVipChange['kind'], task: CloudTask, { cloud, clock }: CloudContext): Promise<void> {
  const state = await until(
    clock,
    { timeoutMs: 60_000, intervalMs: 300 },
    async () => {
      const found = await cloud.taskState(task);
      return found === 'RUNNING' ? undefined : found;
    },
    () => new CloudError(kind, 'Timeout', say.run.taskEndless({ task: task.id }), { hint: say.run.again }),
  );
  if (state === 'FAILED')
    throw new CloudError(kind, 'TaskFailed', say.run.taskFailed({ task: task.id }), { hint: say.run.again });
}
