import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HaSetupError } from '../errors.js';
import { childEnvironment, run } from './process.js';

/** What is made once and used by every lab; safe to delete while no lab runs. */
export const cacheFolder = '/var/cache/ha-setup-lab';

/** Runs `work` while no other process of this machine holds the lock; the kernel gives it up when we die, however we die. */
export async function withFileLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  // The shell lives as long as our end of its input, and holds the lock so long.
  const holder = spawn('flock', [path, 'sh', '-c', 'echo held; cat'], {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  holder.on('error', () => {});
  const patience = setTimeout(() => onWait?.(), 1000);
  const [first] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  clearTimeout(patience);
  if (!Buffer.isBuffer(first)) throw new HaSetupError(`the lock ${path} could not be taken`);
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await once(holder, 'exit');
  }
}

/** The mount points at or below a folder, deepest first. */
export async function mountsBelow(folder: string): Promise<readonly string[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
  const points = lines.map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '));
  return points.filter((point) => point === folder || point.startsWith(`${folder}/`)).reverse();
}

/** Unmounts what is mounted below a folder, then deletes it; never follows a mount to what is not ours. */
export async function removeTree(folder: string): Promise<void> {
  for (const point of await mountsBelow(folder)) await run(['umount', '--lazy', point]);
  const left = await mountsBelow(folder);
  if (left.length > 0) throw new HaSetupError(`${left.join(', ')} could not be unmounted`, { where: folder });
  await rm(folder, { recursive: true, force: true });
}
