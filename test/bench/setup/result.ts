import { managedPaths, paths, unit } from '../../../src/cluster/names.js';
import type { Lab } from '../../../src/lab/lab.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';

export const hosts = ['a', 'b'] as const satisfies readonly MachineName[];

/** A file as ha-setup laid it on one host. */
export interface LaidFile {
  readonly path: string;
  /** Octal digits. */
  readonly mode: string;
  readonly content: string;
}

/** Notes of ha-setup's own runs: no part of a pair, so nobody else has to lay them. */
const notes: readonly string[] = [paths.record, paths.verified];
const compared = managedPaths.filter((path) => !notes.includes(path));

async function sh(lab: Lab, name: MachineName, script: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await lab.machines[name].exec(['sh', '-c', script, 'sh', ...args]);
  return stdout;
}

/** The files of the pair as they stand on one host. */
export async function readFiles(lab: Lab, name: MachineName): Promise<readonly LaidFile[]> {
  const listed = await sh(lab, name, 'stat -c "%a %n" -- "$@" 2>/dev/null', ...compared);
  const rows = listed
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return Promise.all(
    rows.map(async ([mode = '', path = '']) => ({
      path,
      mode: `0${mode}`,
      content: await sh(lab, name, 'cat "$1"', path),
    })),
  );
}

/** What a set-up leaves on the hosts, as text to compare: files with owner, mode and digest, packages, the service. */
export async function describeResult(lab: Lab): Promise<string> {
  const script = `stat -c '%U:%G %a %n' -- "$@" 2>/dev/null; sha256sum -- "$@" 2>/dev/null
dpkg-query -W keepalived python3; systemctl show -p ActiveState,UnitFileState,DropInPaths ${unit}`;
  const described = await Promise.all(
    hosts.map(async (name) => `${name}:\n${await sh(lab, name, script, ...compared)}`),
  );
  return described.join('\n');
}
