import type { HaVipRecord } from './account.js';
import type { AccountChange } from './account-change.js';
import type { Context } from './context.js';
import { beijingTime, bindToHaVip, hold, holdingOf, unheld } from './havips.js';
import { hear } from './hear.js';

export type HaVipChange = Extract<
  AccountChange,
  { kind: 'add-havip' | 'unbind-havip' | 'announce' | 'bind-havip-eip' | 'havip-quota' }
>;

function getHaVip({ account }: Context, id: string): HaVipRecord {
  const haVip = account.haVips.get(id);
  if (haVip === undefined) throw new Error(`the account has no ${id}`);
  return haVip;
}

async function addHaVip(context: Context, change: Extract<HaVipChange, { kind: 'add-havip' }>): Promise<void> {
  const { id, name, address, checkAssociate, instances, eni } = change;
  // In the subnet of the pair.
  const { vpc, subnet } = context.account.enis.get('eni-labnode1') ?? { vpc: '', subnet: '' };
  const haVip: HaVipRecord = {
    ...{ id, name, address, vpc, subnet, checkAssociate },
    createdAt: beijingTime(Date.now()),
    tags: [],
    associations: instances.map((instance) => ({ instance, type: 'CVM' })),
    holdings: [unheld()],
  };
  context.account.haVips.set(id, haVip);
  if (eni !== undefined) await hold(context, haVip, eni);
}

/** Applies one change that concerns HAVIPs; throws Error where it names something that the account does not have. */
export async function applyHaVipChange(context: Context, change: HaVipChange): Promise<void> {
  const { account } = context;
  switch (change.kind) {
    case 'add-havip':
      return addHaVip(context, change);
    case 'unbind-havip':
      return hold(context, getHaVip(context, change.id));
    case 'announce': {
      const { address, eni } = change;
      const mac = account.enis.get(eni)?.mac;
      if (mac === undefined) throw new Error(`the account has no ${eni}`);
      return hear(context, { eni, mac, operation: 'request', sender: address, target: address });
    }
    case 'bind-havip-eip': {
      const haVip = getHaVip(context, change.id);
      if (change.eip !== null && !account.eips.has(change.eip)) throw new Error(`the account has no ${change.eip}`);
      return bindToHaVip(context, haVip, change.eip ?? undefined);
    }
    case 'havip-quota':
      account.haVipQuota = change.quota;
      return;
  }
}

/** Takes every HAVIP from an ENI that is not there any more. */
export async function releaseHaVips(context: Context): Promise<void> {
  for (const haVip of context.account.haVips.values()) {
    const { eni } = holdingOf(haVip);
    if (eni !== undefined && !context.account.enis.has(eni)) await hold(context, haVip);
  }
}
