import type { OsRelease } from '../os-release.js';
import { apt } from './apt.js';
import { dnf } from './dnf.js';
import type { Family, ManagerName } from './family.js';
import { yum } from './yum.js';

const families: Readonly<Record<ManagerName, Family>> = { apt, dnf, yum };

/** The programs by which the managers are known. */
export const managerCommands: readonly string[] = Object.values(families).map(({ command }) => command);

/** By the kind of distribution, the managers that will do, the best first. */
const managers: Readonly<Record<OsRelease['family'], readonly ManagerName[]>> = {
  debian: ['apt'],
  rhel: ['dnf', 'yum'],
  either: ['dnf', 'yum', 'apt'],
  unknown: [],
};

/** The family of a host: what its distribution uses, of what is there. Undefined where nothing fits. */
export function findFamily(host: {
  readonly os: Pick<OsRelease, 'family'>;
  readonly managers: readonly string[];
}): Family | undefined {
  const name = managers[host.os.family].find((candidate) => host.managers.includes(families[candidate].command));
  return name && families[name];
}

export function familyOf(manager: ManagerName): Family {
  return families[manager];
}
