import { paths, unit } from '../cluster/names.js';
import type { HostReader } from '../ports/host.js';
import { type Fact, gather } from './fact.js';
import { type HooksReport, hooksReportFact } from './hooks.js';
import { runLockFact } from './run-lock.js';
import { type Service, serviceFact } from './service.js';
import { type HostSettings, parseSettings } from './settings.js';
import { type Watch, watchFact } from './watch.js';

/** All that status asks of a host, in one round trip. */
export interface Glance {
  readonly service: Service;
  readonly watch: Watch;
  readonly hooks: HooksReport;
  readonly lockHolder?: string;
  /** Which pair it is in, where ha-setup has set it up. */
  readonly settings?: HostSettings;
}

const settingsFact: Fact<HostSettings | undefined> = {
  key: 'settings',
  argv: ['cat', paths.settings],
  parse: ({ stdout }) => parseSettings(stdout),
};

/** Throws HostError where the host is lost. */
export async function glanceAt(host: HostReader): Promise<Glance> {
  const facts = {
    ...{ service: serviceFact(unit), watch: watchFact, lock: runLockFact },
    ...{ settings: settingsFact, hooks: hooksReportFact },
  };
  const { service, watch, lock, settings, hooks } = await gather(host, facts, { timeoutMs: 20_000 });
  return { service, watch, hooks, ...(lock && { lockHolder: lock }), ...(settings && { settings }) };
}
