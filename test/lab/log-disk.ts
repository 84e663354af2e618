import { spawn } from 'node:child_process';
import type { Lab } from '../../src/lab/lab.js';
import { findLeader } from '../../src/lab/machines/boot.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { run, runChecked } from '../../src/lab/process.js';

/** Frozen for no longer than this, whatever becomes of the test: what waits for a frozen disk cannot be killed. */
const longestSeconds = 60;

/** A file system of its own under /var/log of a machine, which can be frozen as a snapshot of a cloud disk freezes it. */
export class LogDisk {
  readonly #inside: readonly [string, ...string[]];
  readonly #loop: string;

  private constructor(leader: number, loop: string) {
    this.#inside = ['nsenter', '--target', `${leader}`, '--mount'];
    this.#loop = loop;
  }

  /** Mounts it, with what was there before, and has the hooks write to it. */
  static async mount(lab: Lab, name: MachineName): Promise<LogDisk> {
    const leader = await findLeader(namespaceOf(lab.id, name));
    if (leader === undefined) throw new Error(`${name} is off`);
    const make = `set -e
image=$(mktemp)
truncate --size 64M "$image"
mkfs.ext4 -q "$image"
losetup --find --show "$image"
rm "$image"`;
    const loop = (await runChecked(['sh', '-c', make])).trim();
    const disk = new LogDisk(leader, loop);
    await disk.#do(`cp -a /var/log /run/log-before
mknod /dev/log-disk b 7 ${loop.replace('/dev/loop', '')}
mount /dev/log-disk /var/log
cp -a /run/log-before/. /var/log/`);
    // Where somebody else's scripts are there is no such unit, and nothing to start again.
    await lab.machines[name].exec(['sh', '-c', 'systemctl restart ha-setup-vip']);
    return disk;
  }

  /** Every write to it waits from now on; throws where one does not. */
  async freeze(): Promise<void> {
    const [program, ...words] = [...this.#inside, 'fsfreeze', '--unfreeze', '/var/log'] as const;
    const thaw = `sleep ${longestSeconds}; exec ${[program, ...words].join(' ')}`;
    spawn('sh', ['-c', thaw], { detached: true, stdio: 'ignore' }).unref();
    await this.#do(`fsfreeze --freeze /var/log
(echo written >/var/log/proof) >/dev/null 2>&1 </dev/null &
sleep 1
[ ! -e /var/log/proof ]`);
  }

  /** Thaws it and takes it away. */
  async remove(): Promise<void> {
    await run([...this.#inside, 'fsfreeze', '--unfreeze', '/var/log']);
    await run([...this.#inside, 'umount', '--lazy', '/var/log']);
    await run(['losetup', '--detach', this.#loop]);
  }

  async #do(script: string): Promise<void> {
    await runChecked([...this.#inside, 'sh', '-ec', script]);
  }
}
