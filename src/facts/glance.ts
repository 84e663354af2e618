import { unit } from '../cluster/names.js';
import type { HostReader } from '../ports/host.js';
import { gather } from './fact.js';
import { type HooksReport, hooksReportFact } from './hooks.js';
import { runLockFact } from './run-lock.js';
import { type Service, serviceFact } from './service.js';
import { type Watch, watchFact } from './watch.js';

/** All that status asks of a host, in one round trip. */
export interface Glance {
  readonly service: Service;
  readonly watch: Watch;
  readonly hooks: HooksReport;
  readonly lockHolder?: string;
}

/** Throws HostError where the host is lost. */
export async function glanceAt(host: HostReader): Promise<Glance> {
  const facts = { service: serviceFact(unit), watch: watchFact, lock: runLockFact, hooks: hooksReportFact };
  const { service, watch, lock, hooks } = await gather(host, facts, { timeoutMs: 20_000 });
  return { service, watch, hooks, ...(lock && { lockHolder: lock }) };
}
