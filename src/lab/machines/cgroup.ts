import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The hierarchies in which a systemd keeps its units: on a unified host there is one, on a hybrid host two. */
function hierarchies(): readonly string[] {
  if (existsSync('/sys/fs/cgroup/cgroup.procs')) return ['/sys/fs/cgroup'];
  return ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified'].filter((folder) => existsSync(`${folder}/cgroup.procs`));
}

function foldersOf(machine: string): readonly string[] {
  return hierarchies().map((hierarchy) => join(hierarchy, `ha-setup-lab-${machine}`));
}

/**
 * Makes the cgroups of a machine and returns the folders into which its keeper and its first process belong.
 * Two machines that shared one could not kill their own units, and a cgroup with children may hold no process itself.
 */
export async function addCgroup(machine: string): Promise<{ keeper: readonly string[]; payload: readonly string[] }> {
  const folders = foldersOf(machine);
  const keeper = folders.map((folder) => join(folder, 'keeper'));
  const payload = folders.map((folder) => join(folder, 'machine'));
  for (const folder of [...keeper, ...payload]) await mkdir(folder, { recursive: true });
  return { keeper, payload };
}

/** Every process of a machine, its keeper included. */
export async function pidsInCgroup(machine: string): Promise<readonly number[]> {
  const [folder] = foldersOf(machine);
  return folder === undefined ? [] : pidsBelow(folder);
}

/** Whether the keeper of a machine lives: it boots, or boots again, without anybody's help. */
export async function hasKeeper(machine: string): Promise<boolean> {
  const [folder] = foldersOf(machine);
  return folder !== undefined && (await pidsBelow(join(folder, 'keeper'))).length > 0;
}

/** Removes the cgroups of a machine that has no process any more. */
export async function removeCgroup(machine: string): Promise<void> {
  for (const folder of foldersOf(machine)) if (existsSync(folder)) await removeBelow(folder);
}

async function childrenOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

async function pidsBelow(folder: string): Promise<readonly number[]> {
  // A cgroup may vanish while it is read, and a threaded one refuses to be.
  const own = await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '');
  const below = await Promise.all((await childrenOf(folder)).map(pidsBelow));
  return [...own.split('\n').filter(Boolean).map(Number), ...below.flat()];
}

/** A process that was killed keeps its cgroup busy until the kernel has done with it. */
const patienceMs = 5000;

async function removeBelow(folder: string, deadline = Date.now() + patienceMs): Promise<void> {
  for (;;) {
    for (const child of await childrenOf(folder)) await removeBelow(child, deadline);
    try {
      return await rmdir(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // systemd-nspawn clears up behind itself at the same time.
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
