import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { run, runChecked, waitFor } from '../process.js';
import { type PortName, renderHosts, renderNames } from '../world.js';

export type Place = 'vpc' | PortName;

/** The namespace of a place in one lab. */
export function namespaceOf(lab: string, place: Place): string {
  return `hs${lab}-${place}`;
}

/** Makes an empty namespace without IPv6. */
export async function addNamespace(name: string): Promise<void> {
  await runChecked(['ip', 'netns', 'add', name]);
  await setSysctls(name, { 'ipv6/conf/all/disable_ipv6': 1, 'ipv6/conf/default/disable_ipv6': 1 });
  await runChecked(['ip', '-n', name, 'link', 'set', 'lo', 'up']);
}

/** Writes network settings by their paths under /proc/sys/net. */
export async function setSysctls(namespace: string, settings: Readonly<Record<string, number>>): Promise<void> {
  const lines = Object.entries(settings).map(([path, value]) => `echo ${value} > /proc/sys/net/${path}`);
  await runChecked(['ip', 'netns', 'exec', namespace, 'sh', '-e'], { stdin: `${lines.join('\n')}\n` });
}

/** Gives the commands that are run in a namespace its own hosts file with every name, and no name service. */
export async function writeNamespaceFiles(namespace: string): Promise<void> {
  const folder = `/etc/netns/${namespace}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/hosts`, renderHosts(namespace) + renderNames());
  await writeFile(`${folder}/resolv.conf`, '# no name service here\n');
}

/** Every namespace of one lab that exists now. */
export async function findNamespaces(lab: string): Promise<readonly string[]> {
  const names = await readdir('/run/netns').catch(() => []);
  return names.filter((name) => name.startsWith(`hs${lab}-`));
}

/** Kills everything that runs in a namespace and removes it; nothing happens where it is gone already. */
export async function removeNamespace(name: string): Promise<void> {
  const pidsOf = async () => {
    const listed = await run(['ip', 'netns', 'pids', name]);
    return listed.code === 0 ? listed.stdout.split('\n').filter(Boolean).map(Number) : [];
  };
  await waitFor(`the end of every process in ${name}`, async () => {
    const pids = await pidsOf();
    for (const pid of pids) kill(pid);
    return pids.length === 0 ? true : undefined;
  });
  await run(['ip', 'netns', 'del', name]);
  await rm(`/etc/netns/${name}`, { recursive: true, force: true });
}

/** SIGKILL, whether or not the process is still there. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}
