import type { HostReader } from '../ports/host.js';
import { clockFact } from './clock.js';
import { type ConfigTest, configTestFact } from './config-test.js';
import type { DamagedFile } from './damaged.js';
import { type DiskSpace, diskFact } from './disk.js';
import { gather } from './fact.js';
import { type HooksReport, hooksReportFact } from './hooks.js';
import { type HostFacts, hostQuestions, toHostFacts } from './host.js';
import { type LoggedSwitch, switchesFact } from './switches.js';
import { type Watch, watchFact } from './watch.js';

/** All that verify asks of a host, in one round trip. */
export interface HostAudit extends HostFacts {
  readonly hooks: HooksReport;
  readonly watch: Watch;
  readonly configTest: ConfigTest;
  readonly switches: readonly LoggedSwitch[];
  readonly disks: readonly DiskSpace[];
  readonly damaged: readonly DamagedFile[];
}

const questions = {
  ...hostQuestions,
  watch: watchFact,
  configTest: configTestFact,
  disks: diskFact,
  hooks: hooksReportFact,
  switches: switchesFact,
  // With the first reading of the clock it shows what of the time went by on the host.
  clockAfter: clockFact,
};

/** Throws HostError where the host is lost. */
export async function auditHost(host: HostReader, now: () => number): Promise<HostAudit> {
  const asked = now();
  const found = await gather(host, questions);
  const { hooks, watch, configTest, switches, disks } = found;
  const damaged: DamagedFile[] = [];
  const offset = Math.round((found.clock + found.clockAfter) / 2 - (asked + now()) / 2);
  const facts = toHostFacts(found, offset, (file) => damaged.push(file));
  return { ...facts, hooks, watch, configTest, switches, disks, damaged };
}
