import { type EniRecord, findHolder, type InstanceRecord, ipQuota } from './account.js';
import type { AccountChange } from './account-change.js';
import type { Context } from './context.js';
import { applyHaVipChange, releaseHaVips } from './havip-changes.js';
import { bindEip, freeAddress, land, removeAddress } from './moves.js';
import { readPolicy } from './policy.js';

function getEni(context: Context, id: string): EniRecord {
  const eni = context.account.enis.get(id);
  if (eni === undefined) throw new Error(`the account has no ${id}`);
  return eni;
}

function getInstance(context: Context, id: string): InstanceRecord {
  const instance = context.account.instances.get(id);
  if (instance === undefined) throw new Error(`the account has no ${id}`);
  return instance;
}

function getHolder(context: Context, address: string) {
  const holder = findHolder(context.account, address);
  if (holder === undefined) throw new Error(`no ENI has ${address}`);
  return holder;
}

function getEip(context: Context, id: string) {
  const eip = context.account.eips.get(id);
  if (eip === undefined) throw new Error(`the account has no ${id}`);
  return eip;
}

function getGroup(context: Context, id: string) {
  const known = context.account.groups.get(id);
  if (known !== undefined) return known;
  const group = { id, name: id, ingress: [], egress: [], version: 1 };
  context.account.groups.set(id, group);
  return group;
}

function fill(context: Context, eni: EniRecord): void {
  const prefix = (eni.ips[0]?.address ?? '10.0.1.1').split('.').slice(0, 3).join('.');
  while (eni.ips.length < ipQuota(context.account, eni)) {
    const address = freeAddress(context.account, prefix, 199);
    eni.ips.push({ address, primary: false, description: 'filler', state: 'AVAILABLE' });
  }
}

function addEni(context: Context, id: string, instance: string, address: string): void {
  const primary = [...context.account.enis.values()].find((eni) => eni.primary && eni.instance === instance);
  if (primary === undefined) throw new Error(`${instance} has no primary ENI`);
  context.account.enis.set(id, {
    ...primary,
    id,
    primary: false,
    mac: primary.mac.replace(/^../, '56'),
    groups: [...primary.groups],
    ips: [{ address, primary: true, description: '', state: 'AVAILABLE' }],
  });
}

/** Applies one change; throws Error where it names something that the account does not have. */
export async function applyChange(context: Context, change: AccountChange): Promise<void> {
  const { account, keys } = context;
  switch (change.kind) {
    case 'instance':
      getInstance(context, change.id).state = change.state;
      return;
    case 'rename':
      getInstance(context, change.id).name = change.name;
      return;
    case 'remove-instance':
      account.instances.delete(change.id);
      for (const eni of account.enis.values()) if (eni.instance === change.id) account.enis.delete(eni.id);
      return releaseHaVips(context);
    case 'add-instance': {
      const { id, like, eni, address, mac } = change;
      account.instances.set(id, { ...getInstance(context, like), id, name: id, state: 'RUNNING' });
      addEni(context, eni, like, address);
      account.enis.set(eni, { ...getEni(context, eni), instance: id, primary: true, mac });
      return;
    }
    case 'placement': {
      const { kind: _kind, instance, ...placement } = change;
      getInstance(context, instance).placement = placement;
      return;
    }
    case 'role':
      getInstance(context, change.instance).role = change.role ?? undefined;
      return;
    case 'ip-quota':
      getInstance(context, change.instance).ipQuota = change.quota;
      return;
    case 'fill-eni':
      return fill(context, getEni(context, change.eni));
    case 'move': {
      const { eni, ip } = getHolder(context, change.address);
      return land(context, eni, getEni(context, change.to), ip);
    }
    case 'assign': {
      const { address, description = '' } = change;
      getEni(context, change.eni).ips.push({ address, primary: false, description, state: 'AVAILABLE' });
      return context.fabric.route(address, change.eni);
    }
    case 'unassign': {
      const { eni, ip } = getHolder(context, change.address);
      return removeAddress(context, eni, ip);
    }
    case 'occupy': {
      const { kind: _kind, ...record } = change;
      account.occupied.push(record);
      return;
    }
    case 'describe':
      getHolder(context, change.address).ip.description = change.description;
      return;
    case 'add-eni': {
      addEni(context, change.id, change.instance, change.address);
      if (change.extensionIpQuota === undefined) return;
      account.enis.set(change.id, { ...getEni(context, change.id), extension: true });
      getInstance(context, change.instance).extensionIpQuota = change.extensionIpQuota;
      return;
    }
    case 'eni-groups':
      getEni(context, change.eni).groups = change.groups.map((id) => getGroup(context, id).id);
      return;
    case 'rules': {
      const group = getGroup(context, change.group);
      group.ingress = [...(change.ingress ?? group.ingress)];
      group.egress = [...(change.egress ?? group.egress)];
      group.version += 1;
      return;
    }
    case 'add-eip': {
      const { id, ip, name } = change;
      account.eips.set(id, { id, ip, name, status: 'UNBIND', eni: undefined, privateIp: undefined });
      return;
    }
    case 'bind-eip':
      return bindEip(context, getEip(context, change.id), change.eni, change.address);
    case 'unbind-eip':
      return bindEip(context, getEip(context, change.id));
    case 'eip-quota':
      account.eipQuota = change.quota;
      return;
    case 'eip-state': {
      const { kind: _kind, id, ...state } = change;
      Object.assign(getEip(context, id), state);
      return;
    }
    case 'add-havip':
    case 'unbind-havip':
    case 'announce':
    case 'bind-havip-eip':
    case 'havip-quota':
      return applyHaVipChange(context, change);
    case 'account-type':
      account.type = change.type;
      return;
    case 'internet': {
      const { chargeType, mbits } = change;
      getInstance(context, change.instance).internet = { chargeType, mbits };
      return;
    }
    case 'eni-state': {
      const eni = getEni(context, change.eni);
      if (change.state === undefined) delete eni.state;
      else eni.state = change.state;
      return;
    }
    case 'permissions':
      keys.setAllowed(change.of, change.allowed);
      return;
    case 'policy':
      keys.setAllowed(change.of, readPolicy(change.policy, account.uin));
      return;
    case 'rotate-credentials':
      keys.rotate(change.expireOld ?? false);
      return;
    case 'delete-key':
      keys.delete(change.secretId);
      return;
    case 'expire-credentials':
      keys.expire();
      return;
  }
}
