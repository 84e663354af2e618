import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, removeTree, withFileLock } from './cache.js';
import { forgetMachine, killMachine } from './machines/boot.js';
import type { HostName } from './machines/machine.js';
import { findNamespaces, namespaceOf, removeNamespace } from './network/namespaces.js';
import { diskFolder, isAlive, listLabs, stateFolder } from './state.js';

const hosts: readonly HostName[] = ['a', 'b', 'c', 'd'];

/**
 * Removes everything of a lab from this machine: processes, namespaces, cgroups, mounts, folders.
 * Works from the lab's name alone, whatever is left of it, and may be called again.
 */
export async function destroyLab(lab: string): Promise<void> {
  await Promise.all(hosts.map((name) => killMachine(namespaceOf(lab, name))));
  await Promise.all((await findNamespaces(lab)).map(removeNamespace));
  await Promise.all(hosts.map((name) => forgetMachine(namespaceOf(lab, name))));
  await removeTree(diskFolder(lab));
  // Last: as long as it is there, the next start finds the lab.
  await rm(stateFolder(lab), { recursive: true, force: true });
}

/** Removes what is left of labs whose owner is gone; returns their names. */
export function destroyDeadLabs(): Promise<readonly string[]> {
  return withFileLock(join(cacheFolder, 'sweep.lock'), sweep);
}

async function sweep(): Promise<readonly string[]> {
  // Only by its state folder, which is made first and removed last: a namespace may have any name, and be somebody else's.
  const dead: string[] = [];
  for (const lab of await listLabs()) if (!(await isAlive(lab))) dead.push(lab);
  await Promise.all(dead.map(destroyLab));
  return dead;
}

/** What a lab has on this machine, to show that nothing is left. */
export async function listRemains(lab: string): Promise<readonly string[]> {
  const listings = ['/run/netns', '/etc/netns', '/run/ha-setup-lab', '/var/lib/ha-setup-lab'];
  const cgroups = ['/sys/fs/cgroup', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified'];
  const spawn = ['/run/systemd/nspawn/propagate', '/run/systemd/nspawn/unix-export', '/run/systemd/nspawn/locks'];
  const found = await Promise.all(
    [...listings, ...cgroups, ...spawn].map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return names.filter((name) => name === lab || name.includes(`hs${lab}-`)).map((name) => `${folder}/${name}`);
    }),
  );
  return found.flat();
}
