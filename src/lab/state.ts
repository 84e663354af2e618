import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTimeOf } from './process.js';

/** Where a lab keeps what lives as long as it does. The folder is made first and removed last. */
const stateRoot = '/run/ha-setup-lab';
/** The machines' disks: a file system that overlays can lie on. */
const diskRoot = '/var/lib/ha-setup-lab';

export const stateFolder = (lab: string): string => join(stateRoot, lab);
export const diskFolder = (lab: string): string => join(diskRoot, lab);

/** The process without which a lab is dead. */
interface Owner {
  readonly pid: number;
  readonly startTime: string;
  readonly boot: string;
}

interface LabRecord {
  /** A kept lab outlives its owner, until this machine's next boot. */
  readonly kept: boolean;
  readonly owner: Owner;
}

const readBoot = async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();

/** Reserves a name for a new lab, owned by this process. */
export async function reserveLab(): Promise<string> {
  await mkdir(stateRoot, { recursive: true });
  const draft = await mkdtemp(join(stateRoot, 'draft-'));
  await writeRecord(draft, { kept: false });
  for (;;) {
    const lab = randomBytes(2).toString('hex');
    try {
      // With its record in it from the first moment, nobody takes it for a dead one.
      await rename(draft, stateFolder(lab));
      return lab;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/** Leaves a lab without an owner: it lives until it is taken down. */
export function keepRecord(lab: string): Promise<void> {
  return writeRecord(stateFolder(lab), { kept: true });
}

async function writeRecord(folder: string, record: Omit<LabRecord, 'owner'>): Promise<void> {
  const owner: Owner = {
    pid: process.pid,
    startTime: (await startTimeOf(process.pid)) ?? '',
    boot: await readBoot(),
  };
  const file = join(folder, 'lab.json');
  await writeFile(`${file}.draft`, JSON.stringify({ ...record, owner } satisfies LabRecord));
  await rename(`${file}.draft`, file);
}

async function findRecord(lab: string): Promise<LabRecord | undefined> {
  try {
    return JSON.parse(await readFile(join(stateFolder(lab), 'lab.json'), 'utf8')) as LabRecord;
  } catch {
    return undefined;
  }
}

/** Every lab of which there is anything in the state or disk folders, dead or alive. */
export async function listLabs(): Promise<readonly string[]> {
  const listed = await Promise.all([stateRoot, diskRoot].map((folder) => readdir(folder).catch(() => [])));
  return [...new Set(listed.flat())].filter((name) => /^[0-9a-f]{4}$/.test(name));
}

/** Whether a lab is in use: its owner lives, or it is kept and this machine has not booted since. */
export async function isAlive(lab: string): Promise<boolean> {
  const record = await findRecord(lab);
  if (!record || record.owner.boot !== (await readBoot())) return false;
  return record.kept || (await startTimeOf(record.owner.pid)) === record.owner.startTime;
}
