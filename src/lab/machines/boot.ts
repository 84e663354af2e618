import { readFile, rm } from 'node:fs/promises';
import { kill } from '../network/namespaces.js';
import { childEnvironment, run, startDetached, waitFor } from '../process.js';
import { addCgroup, pidsInCgroup, removeCgroup } from './cgroup.js';

export interface Boot {
  /** The machine's name on this machine: unique among all labs, and the name of its namespace. */
  readonly id: string;
  readonly hostname: string;
  readonly root: string;
  /** Where its console goes. */
  readonly log: string;
}

/** Exit code of a systemd-nspawn whose machine asked for a reboot. */
const rebootCode = 133;

/** Exit code of one that could not start it, as long as something of the former life still holds its disk. */
const refusedCode = 1;

/** Ten seconds, a fifth of a second apart. */
const busyTries = 50;

/** What a host has and a container by default has not: its own network, raw sockets, and memory that stays. */
const capabilities = 'CAP_NET_ADMIN,CAP_NET_RAW,CAP_IPC_LOCK';

/** Starts a machine from its disk in its namespace; returns at once. Its keeper starts it again when it reboots. */
export async function bootMachine({ id, hostname, root, log }: Boot): Promise<void> {
  const { keeper, payload } = await addCgroup(id);
  const enter = (folders: readonly string[]) => folders.map((folder) => `echo $$ > ${folder}/cgroup.procs`).join('; ');
  const script = `${enter(keeper)}
tries=${busyTries}
until sh -c '${enter(payload)}; exec "$@"' sh "$@"; do
  case $? in
    ${rebootCode}) tries=${busyTries} ;;
    ${refusedCode}) [ $((tries -= 1)) -gt 0 ] || exit; sleep 0.2 ;;
    *) exit ;;
  esac
done`;
  startDetached(
    [
      ...(['sh', '-c', script, 'sh', 'systemd-nspawn', '--quiet', '--boot', '--keep-unit', '--register=no'] as const),
      ...['--settings=no', `--machine=${id}`, `--hostname=${hostname}`, `--directory=${root}`],
      ...[`--network-namespace-path=/run/netns/${id}`, `--capability=${capabilities}`, '--console=pipe'],
      ...['--resolv-conf=off', '--timezone=off', '--link-journal=no'],
      // A systemd of 2024 or later asks for this word on a machine whose cgroups are of the old kind; others ignore it.
      'SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1',
    ],
    log,
    // A host writes its own network settings.
    childEnvironment({ SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network' }),
  );
}

/** Kills everything of a machine at once and waits for its end. */
export async function killMachine(id: string): Promise<void> {
  // With the first process of its own PID namespace the kernel kills all the others.
  const leader = await findLeader(id);
  if (leader !== undefined) kill(leader);
  await waitFor(`the end of ${id}`, async () => {
    const pids = [...(await pidsInCgroup(id)), ...(await pidsInNamespace(id))];
    for (const pid of pids) kill(pid);
    return pids.length === 0 ? true : undefined;
  });
}

/** Takes away what a machine that has ended may have left on this one. */
export async function forgetMachine(id: string): Promise<void> {
  await removeCgroup(id);
  for (const folder of ['propagate', 'unix-export']) {
    await rm(`/run/systemd/nspawn/${folder}/${id}`, { recursive: true, force: true });
  }
}

/** The process that is PID 1 in the machine, as this machine numbers it; undefined while it is off. */
export async function findLeader(id: string): Promise<number | undefined> {
  for (const pid of await pidsInNamespace(id)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    if (/^NSpid:\t\d+\t1$/m.test(status) && !/^State:\tZ/m.test(status)) return pid;
  }
  return undefined;
}

/** Whether something in the machine listens on a TCP port. */
export async function isListening(id: string, port: number): Promise<boolean> {
  const leader = await findLeader(id);
  if (leader === undefined) return false;
  const sockets = await readFile(`/proc/${leader}/net/tcp`, 'utf8').catch(() => '');
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return new RegExp(`: [0-9A-F]{8}:${hex} [0-9A-F:]+ 0A`).test(sockets);
}

async function pidsInNamespace(namespace: string): Promise<readonly number[]> {
  const listed = await run(['ip', 'netns', 'pids', namespace]);
  return listed.stdout.split('\n').filter(Boolean).map(Number);
}
