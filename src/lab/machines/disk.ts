import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HaSetupError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { mountsBelow } from '../cache.js';
import { run, runChecked } from '../process.js';

/** A machine's disk: what it changed over the image. It outlives the machine's power. */
export class Disk {
  /** Where the whole disk is seen while it is mounted. */
  readonly root: string;
  readonly #folder: string;
  readonly #lower: string;

  constructor(folder: string, lower: string) {
    this.#folder = folder;
    this.#lower = lower;
    this.root = join(folder, 'root');
  }

  /** Mounts the disk; one that is mounted stays as it is. */
  async mount(): Promise<void> {
    if ((await mountsBelow(this.root)).includes(this.root)) return;
    await mkdir(this.root, { recursive: true });
    // A machine's set-user-ID programs are nothing for the other users of this one.
    await chmod(this.#folder, 0o700);
    const first = await this.#mountOverlay();
    if (first.code === 0) return;
    // An overlay cannot lie on an overlay, which is what a container's own disk is: memory it is, then.
    await runChecked(['mount', '-t', 'tmpfs', '-o', 'mode=0700', 'ha-setup-lab', this.#folder]);
    await mkdir(this.root, { recursive: true });
    const second = await this.#mountOverlay();
    if (second.code !== 0) {
      throw new HaSetupError(say.rehearsal.system.noDisk({ error: second.stderr.trim() || first.stderr.trim() }), {
        hint: say.rehearsal.system.noDiskHint,
      });
    }
  }

  async #mountOverlay() {
    const upper = join(this.#folder, 'upper');
    const work = join(this.#folder, 'work');
    for (const folder of [upper, work]) await mkdir(folder, { recursive: true, mode: 0o755 });
    const options = `lowerdir=${this.#lower},upperdir=${upper},workdir=${work}`;
    return run(['mount', '-t', 'overlay', 'ha-setup-lab', '-o', options, this.root]);
  }
}
