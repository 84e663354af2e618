import { z } from 'zod';
import { HaSetupError } from '../errors.js';
import type { HostReader } from '../ports.js';
import { drillUnit, managedPaths, paths, unit } from '../spec/names.js';
import { clockFact } from './clock.js';
import { gather } from './fact.js';
import { type FileStates, filesFact } from './files.js';
import { type Network, networkFact } from './interfaces.js';
import { type KeepalivedConfig, parseKeepalivedConfig } from './keepalived-config.js';
import { type OsRelease, osReleaseFact } from './os-release.js';
import { packagesFact, upstreamVersion, type Version } from './packages.js';
import { type HostRecord, parseRecord } from './record.js';
import { type Service, serviceFact } from './service.js';

/** What the hooks need; the package names of the families that we know. */
export const requiredPackages = ['keepalived', 'python3'] as const;

const verifiedNote = z.object({ pair: z.string(), at: z.string() });

/** All that a run asks of a host, in one round trip. */
export interface HostFacts {
  readonly os: OsRelease;
  readonly network: Network;
  /** Full versions of the required packages that are installed. */
  readonly packages: Readonly<Record<string, string>>;
  readonly keepalivedVersion?: Version;
  readonly files: FileStates;
  readonly service: Service;
  /** keepalived.conf as it stands there; absent where there is none. */
  readonly keepalived?: KeepalivedConfig;
  readonly record?: HostRecord;
  /** The pair that passed its drills on this host, and when. */
  readonly verified?: z.infer<typeof verifiedNote>;
  /** systemd runs the unit without our drop-in or with an old one. NeedDaemonReload alone does not notice a new folder of drop-ins. */
  readonly staleUnit: boolean;
  /** A file that keepalived reads at its start is younger than what it runs with. */
  readonly staleDaemon: boolean;
  /** A run died in the middle of a failover drill: keepalived is stopped or frozen until a timer ends it. */
  readonly interruptedDrill: boolean;
  /** The host's clock minus ours, ms. */
  readonly clockOffsetMs: number;
}

export async function surveyHost(host: HostReader, now: () => number): Promise<HostFacts> {
  const asked = now();
  const found = await gather(host, {
    clock: clockFact,
    os: osReleaseFact,
    network: networkFact,
    packages: packagesFact(requiredPackages),
    files: filesFact(managedPaths),
    service: serviceFact(unit),
    drill: serviceFact(`${drillUnit}.timer`),
  });
  const { os, network, files, service } = found;
  const packages = found.packages.versions;
  const keepalivedVersion = upstreamVersion(packages['keepalived']);
  const keepalived = contentOf(host, files, paths.config, parseKeepalivedConfig);
  const record = contentOf(host, files, paths.record, parseRecord);
  const verified = contentOf(host, files, paths.verified, (text) => verifiedNote.parse(JSON.parse(text)));
  const loadedAtMs = service.loadedAtMs ?? 0;
  return {
    os,
    network,
    packages,
    files,
    service,
    ...(keepalivedVersion && { keepalivedVersion }),
    ...(keepalived && { keepalived }),
    ...(record && { record }),
    ...(verified && { verified }),
    staleUnit:
      service.needDaemonReload || (files[paths.dropIn] !== undefined && !service.dropInPaths.includes(paths.dropIn)),
    staleDaemon: service.active && (files[paths.config]?.mtimeMs ?? 0) > loadedAtMs,
    interruptedDrill: found.drill.active,
    clockOffsetMs: Math.round(found.clock - (asked + now()) / 2),
  };
}

function contentOf<T>(host: HostReader, files: FileStates, path: string, parse: (text: string) => T): T | undefined {
  const content = files[path]?.content;
  if (content === undefined) return undefined;
  try {
    return parse(content);
  } catch (cause) {
    throw new HaSetupError(`${path} on node ${host.node} is damaged: ${(cause as Error).message.split('\n', 1)[0]}`, {
      cause,
      hint: `move it away there (mv ${path} ${path}.damaged) and run the same command again`,
    });
  }
}
