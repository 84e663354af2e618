import type { Account, HaVipHolding, HaVipRecord } from './account.js';
import { refusals } from './api-error.js';
import { type Call, type Context, landing } from './context.js';
import { verifyForm } from './paging.js';

export const haVipForm = /^havip-[a-z0-9]{8}$/;
export const haVipResource = ({ HaVipId }: { readonly HaVipId: string }) => [
  { service: 'vpc', path: `havip/${HaVipId}` },
];
const never = '0000-00-00 00:00:00';
/** So many holdings are remembered, for answers that lag. */
const remembered = 20;

export function getHaVip(account: Account, id: string): HaVipRecord {
  verifyForm('HaVipId', id, haVipForm);
  const haVip = account.haVips.get(id);
  if (haVip === undefined) throw refusals.notFound('HAVIP', id);
  return haVip;
}

/** A HAVIP that nothing asynchronous happens to. */
export function getRestingHaVip(account: Account, id: string): HaVipRecord {
  const haVip = getHaVip(account, id);
  if (haVip.busy) throw refusals.busy(id);
  return haVip;
}

/** The time as the vendor's examples write it, on the clock of Beijing. */
export function beijingTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export const unheld = (): HaVipHolding => ({ since: Date.now(), flushedAt: never });

/** Who has it now, or had it at a time in the past. */
export function holdingOf({ holdings }: HaVipRecord, at = Number.POSITIVE_INFINITY): HaVipHolding {
  return holdings.findLast(({ since }) => since <= at) ?? holdings[0] ?? { since: 0, flushedAt: never };
}

/** Gives it to an ENI, or takes it from whoever has it, in the record and in the network. */
export async function hold({ account, fabric }: Context, haVip: HaVipRecord, eni?: string): Promise<void> {
  const since = Date.now();
  const instance = eni === undefined ? undefined : account.enis.get(eni)?.instance;
  const holding: HaVipHolding = {
    ...{ since, flushedAt: beijingTime(since) },
    ...(eni !== undefined && { eni }),
    ...(instance !== undefined && { instance }),
  };
  haVip.holdings = [...haVip.holdings, holding].slice(-remembered);
  await fabric.route(haVip.address, eni);
}

/** Puts the EIP on the HAVIP, or takes off the one that is there. */
export async function bindToHaVip({ account, fabric }: Context, haVip: HaVipRecord, eipId?: string): Promise<void> {
  const before = haVip.eip === undefined ? undefined : account.eips.get(haVip.eip);
  if (before !== undefined) {
    delete before.haVip;
    before.privateIp = undefined;
    before.status = 'UNBIND';
    await fabric.nat(before.ip, undefined);
  }
  delete haVip.eip;
  const eip = eipId === undefined ? undefined : account.eips.get(eipId);
  if (eip === undefined) return;
  haVip.eip = eip.id;
  eip.haVip = haVip.id;
  eip.privateIp = haVip.address;
  eip.status = 'BIND';
  await fabric.nat(eip.ip, haVip.address);
}

/** Ends an asynchronous change of a HAVIP after its time, and the task that is known by the request. */
export function completeHaVip(
  context: Context,
  call: Call,
  haVip: HaVipRecord,
  done: () => void | Promise<void>,
  undo: () => void = () => {},
): object {
  const task = context.tasks.start(call.requestId);
  const course = landing(call, context.knobs().eipMs);
  haVip.busy = true;
  context.tasks.later(course.ms, async () => {
    delete haVip.busy;
    await (course.fails ? undo() : done());
  });
  context.tasks.later(course.reportMs + 1, () => {
    task.state = course.fails ? 'FAILED' : 'SUCCESS';
  });
  return {};
}
