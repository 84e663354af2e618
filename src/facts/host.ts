import * as z from 'zod';
import { drillUnit, hooksUnit, managedPaths, paths, unit } from '../cluster/names.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { HostReader } from '../ports/host.js';
import { clockFact } from './clock.js';
import { contentOf, type DamagedFile } from './damaged.js';
import { type Gathered, gather } from './fact.js';
import { findFamily } from './families/families.js';
import type { Family } from './families/family.js';
import { type FileStates, filesFact } from './files.js';
import { type Firewall, firewallFact } from './firewall.js';
import { type Guard, guardFact } from './guard.js';
import { findGuideSetup, type GuideSetup } from './guide.js';
import type { HooksStatus } from './hooks.js';
import { type Network, networkFact } from './interfaces.js';
import { keepalivedFact } from './keepalived.js';
import { type KeepalivedConfig, parseKeepalivedConfig } from './keepalived-config.js';
import { managersFact } from './managers.js';
import { networkFilesFact } from './network-files.js';
import { type OsRelease, osReleaseFact } from './os-release.js';
import { packagesFact, upstreamVersion, type Version } from './packages.js';
import { type Python, pythonFact } from './python.js';
import { type HostRecord, parseRecord } from './record.js';
import { type Routing, routingFact } from './routing.js';
import { runLockFact } from './run-lock.js';
import { type SelinuxTypes, selinuxFact } from './selinux.js';
import { type Service, serviceFact } from './service.js';
import { type HostSettings, parseSettings } from './settings.js';

/** Packages whose versions a run looks at, by the names that every family gives them. */
const knownPackages = ['keepalived', 'python3'];

const verifiedNote = z.object({ pair: z.string(), at: z.string() });

/** All that a run asks of a host, in one round trip. */
export interface HostFacts {
  readonly os: OsRelease;
  /** Programs of package managers that are there. */
  readonly managers: readonly string[];
  /** How packages are installed there; absent where we do not know. */
  readonly family?: Family;
  readonly network: Network;
  readonly routing: Routing;
  /** Lines of its network settings that name an address. */
  readonly networkFiles: readonly string[];
  /** Full versions of the packages that we may install, where they are installed. */
  readonly packages: Readonly<Record<string, string>>;
  /** Packages that somebody keeps at their version. */
  readonly heldPackages: readonly string[];
  /** keepalived.conf is the one that the package brought. */
  readonly sampleConfig: boolean;
  /** What the program itself says. */
  readonly keepalivedVersion?: Version;
  /** Where a keepalived is that no package brought. */
  readonly strayKeepalived?: string;
  /** An interpreter that the hooks can run on; absent where none will do. */
  readonly python?: Python;
  readonly files: FileStates;
  /** Whether VRRP from strangers is dropped before keepalived sees it. */
  readonly guard: Guard;
  /** The packet filter at work there, if any. */
  readonly firewall?: Firewall;
  /** Where SELinux is enforced. */
  readonly selinux?: SelinuxTypes;
  readonly service: Service;
  /** The service of the hooks. */
  readonly hooksService: Service;
  /** keepalived.conf as it stands there; absent where there is none. */
  readonly keepalived?: KeepalivedConfig;
  /** Somebody set the host up by hand from the vendor's guide. */
  readonly guide?: GuideSetup;
  readonly record?: HostRecord;
  /** Which pair the hooks serve, as an earlier run wrote it. */
  readonly settings?: HostSettings;
  /** The pair that passed its drills on this host, and when. */
  readonly verified?: z.infer<typeof verifiedNote>;
  /** systemd runs the unit without our drop-in or with an old one. NeedDaemonReload alone does not notice a new folder of drop-ins. */
  readonly staleUnit: boolean;
  /** A file that keepalived reads at its start is younger than what it runs with. */
  readonly staleDaemon: boolean;
  /** The hooks run, and a file of theirs is younger than they are. */
  readonly staleHooks: boolean;
  /** systemd knows an older unit of the hooks. */
  readonly staleHooksUnit: boolean;
  /** A run died in the middle of a failover drill: keepalived is stopped or frozen until a timer ends it. */
  readonly interruptedDrill: boolean;
  /** Whose run holds the pair's lock now; one host alone knows. */
  readonly lockHolder?: string;
  /** What the hooks say, where they were asked in the same moment. */
  readonly hooksStatus?: HooksStatus;
  /** The host's clock minus ours, ms. */
  readonly clockOffsetMs: number;
}

/** What the hooks read when they start. */
const hooksFiles = [paths.hooks, paths.settings, paths.credentials, paths.hooksUnit];

/** What a survey asks, in this order. */
export const hostQuestions = {
  clock: clockFact,
  os: osReleaseFact,
  managers: managersFact,
  network: networkFact,
  routing: routingFact,
  networkFiles: networkFilesFact,
  packages: packagesFact(knownPackages),
  program: keepalivedFact,
  python: pythonFact,
  firewall: firewallFact,
  guard: guardFact,
  selinux: selinuxFact,
  files: filesFact([...managedPaths, paths.folder]),
  service: serviceFact(unit),
  hooksService: serviceFact(hooksUnit),
  drill: serviceFact(`${drillUnit}.timer`),
  lock: runLockFact,
};

/** Throws HaSetupError where a file that ha-setup wrote is damaged. */
export async function surveyHost(host: HostReader, now: () => number): Promise<HostFacts> {
  const asked = now();
  const found = await gather(host, hostQuestions);
  const offset = Math.round(found.clock - (asked + now()) / 2);
  return toHostFacts(found, offset, ({ path, reason }) => {
    throw new HaSetupError(say.facts.damaged({ path, node: host.node, reason }), {
      hint: say.facts.damagedHint({ path }),
    });
  });
}

/** Puts the answers together. A damaged file is told to `onDamage`; where that returns, the file counts as absent. */
export function toHostFacts(
  found: Gathered<typeof hostQuestions>,
  clockOffsetMs: number,
  onDamage: (file: DamagedFile) => void,
): HostFacts {
  const { os, managers, network, networkFiles, files, service, hooksService, python } = found;
  const { versions: packages, held: heldPackages, sampleConfig } = found.packages;
  const family = findFamily({ os, managers });
  const keepalivedVersion = found.program?.version ?? upstreamVersion(packages['keepalived']);
  const keepalived = contentOf(files, paths.config, parseKeepalivedConfig, onDamage);
  const guide = keepalived?.managed === false ? findGuideSetup(files) : undefined;
  const settings = parseSettings(files[paths.settings]?.content ?? '');
  const record = contentOf(files, paths.record, parseRecord, onDamage);
  const verified = contentOf(files, paths.verified, (text) => verifiedNote.parse(JSON.parse(text)), onDamage);
  const loadedAtMs = service.loadedAtMs ?? 0;
  const hooksLoadedAtMs = hooksService.loadedAtMs ?? 0;
  return {
    os,
    managers,
    ...(family && { family }),
    network,
    routing: found.routing,
    networkFiles,
    packages,
    heldPackages,
    sampleConfig,
    ...(python && { python }),
    ...(found.firewall && { firewall: found.firewall }),
    ...(found.selinux && { selinux: found.selinux }),
    guard: found.guard,
    files,
    service,
    hooksService,
    ...(keepalivedVersion && { keepalivedVersion }),
    ...(found.program && packages['keepalived'] === undefined && { strayKeepalived: found.program.path }),
    ...(keepalived && { keepalived }),
    ...(guide && { guide }),
    ...(record && { record }),
    ...(settings && { settings }),
    ...(verified && { verified }),
    ...(found.lock && { lockHolder: found.lock }),
    staleUnit:
      service.needDaemonReload || (files[paths.dropIn] !== undefined && !service.dropInPaths.includes(paths.dropIn)),
    staleDaemon: service.active && (files[paths.config]?.mtimeMs ?? 0) > loadedAtMs,
    staleHooks: hooksService.active && hooksFiles.some((path) => (files[path]?.mtimeMs ?? 0) > hooksLoadedAtMs),
    staleHooksUnit: hooksService.needDaemonReload,
    interruptedDrill: found.drill.active,
    clockOffsetMs,
  };
}

/** What has to be installed before the hooks can run, by the family's own names. */
export function missingPackages({ family, packages, python }: HostFacts): readonly string[] {
  if (family === undefined) return [];
  return [
    ...(packages['keepalived'] === undefined ? [family.packages.keepalived] : []),
    ...(python === undefined ? [family.packages.python] : []),
  ];
}
