import { type Account, type EipRecord, type EniRecord, eipAt, type IpRecord, isUsed } from './account.js';
import type { Context } from './context.js';
import { holdingOf } from './havips.js';
import type { Task } from './tasks.js';

/** Binds an EIP to a private address, or to nothing, in the record and in the network. */
export async function bindEip(context: Context, eip: EipRecord, eni?: string, privateIp?: string): Promise<void> {
  if (eip.eni !== undefined && eip.privateIp !== undefined) eip.last = { eni: eip.eni, privateIp: eip.privateIp };
  eip.eni = eni;
  eip.privateIp = privateIp;
  const holder = eni === undefined ? undefined : context.account.enis.get(eni);
  eip.status = eni === undefined ? 'UNBIND' : holder?.instance === undefined ? 'BIND_ENI' : 'BIND';
  await context.fabric.nat(eip.ip, privateIp);
}

/** An address's EIP after a migration: on the new place, left behind, or on nothing, as the knob says. */
async function moveEip(context: Context, eip: EipRecord, to: EniRecord, address: string): Promise<void> {
  const { eipFollowsVip } = context.knobs();
  if (eipFollowsVip === true) return bindEip(context, eip, to.id, address);
  if (eipFollowsVip === 'unbound') return bindEip(context, eip);
  // Left behind: the record still names the old ENI, and no packet arrives.
  return context.fabric.nat(eip.ip, undefined);
}

export async function land(context: Context, from: EniRecord, to: EniRecord, ip: IpRecord): Promise<void> {
  const eip = eipAt(context.account, from.id, ip.address);
  from.ips = from.ips.filter((one) => one !== ip);
  ip.state = 'AVAILABLE';
  to.ips.push(ip);
  if (eip !== undefined) await moveEip(context, eip, to, ip.address);
  await context.fabric.route(ip.address, to.id);
}

/** Starts a migration: the address stays with the source, MIGRATING, until it lands. */
export function startMove(
  context: Context,
  move: { readonly from: EniRecord; readonly to: EniRecord; readonly ip: IpRecord },
  course: { readonly ms: number; readonly reportMs: number; readonly fails: boolean },
  task: Task,
): void {
  const { from, to, ip } = move;
  let landed = false;
  ip.state = 'MIGRATING';
  context.tasks.later(course.ms, async () => {
    // A person may have moved or removed it meanwhile.
    landed = !course.fails && from.ips.includes(ip) && context.account.enis.has(to.id);
    if (landed) await land(context, from, to, ip);
    else ip.state = 'AVAILABLE';
  });
  context.tasks.later(course.reportMs + 1, () => {
    task.state = landed ? 'SUCCESS' : 'FAILED';
  });
}

/** Puts an address on an ENI; PENDING until the network has it. */
export function startAssign(
  context: Context,
  eni: EniRecord,
  address: string,
  description: string,
  ms: number,
): IpRecord {
  const ip: IpRecord = { address, primary: false, description, state: 'PENDING' };
  eni.ips.push(ip);
  context.tasks.later(ms, async () => {
    ip.state = 'AVAILABLE';
    if (eni.ips.includes(ip)) await context.fabric.route(address, eni.id);
  });
  return ip;
}

/** Takes an address off its ENI, and its EIP off the address. */
export function startUnassign(context: Context, eni: EniRecord, ip: IpRecord, ms: number): void {
  ip.state = 'DELETING';
  context.tasks.later(ms, () => removeAddress(context, eni, ip));
}

export async function removeAddress(context: Context, eni: EniRecord, ip: IpRecord): Promise<void> {
  const eip = eipAt(context.account, eni.id, ip.address);
  if (eip !== undefined) await bindEip(context, eip);
  eni.ips = eni.ips.filter((one) => one !== ip);
  await context.fabric.route(ip.address, undefined);
}

/** Whether an asynchronous change is under way on the ENI. */
export function isBusy(eni: EniRecord): boolean {
  return eni.ips.some((ip) => ip.state !== 'AVAILABLE');
}

/** The network as the record has it now, for the ENIs that have a port there; for the stand-in's start. */
export async function layAll(context: Context, hasPort: (eni: string) => boolean): Promise<void> {
  for (const eni of [...context.account.enis.values()].filter((one) => hasPort(one.id))) {
    for (const ip of eni.ips) await context.fabric.route(ip.address, eni.id);
  }
  for (const haVip of context.account.haVips.values()) {
    const { eni } = holdingOf(haVip);
    if (eni !== undefined && hasPort(eni)) await context.fabric.route(haVip.address, eni);
  }
  for (const eip of context.account.eips.values()) await context.fabric.nat(eip.ip, eip.privateIp);
}

export function freeAddress(account: Account, prefix: string, from: number): string {
  for (let last = from; last > 1; last -= 1) {
    const address = `${prefix}.${last}`;
    if (!isUsed(account, address)) return address;
  }
  throw new Error(`no free address in ${prefix}.0/24`);
}
