import type { Cause } from '../../cluster/logs-result.js';
import type { SwitchRecord } from '../../facts/log-records.js';
import type { TimedEvent } from './events.js';

/** A switch, with its moments as epoch ms of our clock. */
export interface TimedSwitch {
  readonly code: SwitchRecord['code'];
  /** Instances of the pair, or an ENI that is not of it. */
  readonly from: string | null;
  /** The other instance of the pair, where nothing tells who had the VIP: it had the role. */
  readonly before?: string;
  readonly to: string | null;
  readonly detectedMs: number | null;
  readonly acceptedMs: number | null;
  readonly landedMs: number;
  readonly outageMs: number | null;
}

/** What the old owner saw this long before the new one became MASTER may be why it did: a crash is noticed after three adverts. */
const beforeMs = 20_000;
/** A host that boots tells of it only once it is up again. */
const bootMs = 10 * 60_000;

/** Codes of the hooks that say the cause by themselves. */
const told = ['foreign-eni', 'no-eni', 'dead-peer', 'idle-peer', 'somebody-else'] as const;

/**
 * The likeliest cause of a switch, by what both hosts recorded around it.
 * @param preferred the instance that takes the VIP back, in mode preferred
 */
export function findCause(one: TimedSwitch, events: readonly TimedEvent[], preferred?: string): Cause {
  const { to, code, landedMs, outageMs } = one;
  const from = one.from ?? one.before ?? null;
  const known = told.find((name) => name === code);
  if (known !== undefined) return { code: known, where: known === 'foreign-eni' || known === 'no-eni' ? to : from };
  const since = (one.detectedMs ?? landedMs) - beforeMs;
  const of = events.filter(({ where, atMs }) => where === from && atMs >= since);
  const meanwhile = of.filter(({ atMs }) => atMs <= landedMs);
  const reasons = meanwhile.filter(({ kind, reason }) => kind === 'unfit' && reason !== 'yielded');
  const [unfit] = reasons;
  if (unfit?.reason !== undefined) {
    return { code: 'kept-out', where: from, reason: unfit.reason, ...(unfit.why && { why: unfit.why }) };
  }
  const hasRole = (role: string) => meanwhile.some((event) => event.kind === 'role' && event.to === role);
  const boot = of.find(({ kind, atMs, seconds = bootMs }) => {
    const bootedMs = atMs - seconds * 1000;
    return kind === 'started' && bootedMs >= since && bootedMs <= landedMs + bootMs;
  });
  if (boot !== undefined && (outageMs ?? 0) > 0) return { code: 'restarted', where: from };
  if (hasRole('STOP')) return { code: boot === undefined ? 'stopped' : 'restarted', where: from };
  if (hasRole('unknown')) return { code: 'died', where: from };
  if ((outageMs ?? 0) > 0) return { code: 'silent', where: from };
  if (preferred !== undefined && to === preferred) return { code: 'failback', where: to };
  return { code: 'unrecorded', where: from };
}
