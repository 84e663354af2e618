import type { Clock } from '../../src/ports/clock.js';
import type { FileWrite, HostPort } from '../../src/ports/host.js';

/** A host that keeps files, as far as a note of a token needs one. */
export class NoteKeeper implements HostPort {
  readonly node = 'a';
  readonly files = new Map<string, string>();
  connect = () => Promise.reject(new Error('the note keeper connects to nothing'));

  async read([program, path = '']: readonly string[]) {
    if (program !== 'cat') throw new Error(`the note keeper was not told of ${program}`);
    const stdout = this.files.get(path);
    return { code: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' };
  }

  async run(argv: readonly string[]) {
    if (argv[0] !== 'sh' || argv[3] !== 'forget') throw new Error(`the note keeper was not told of ${argv.join(' ')}`);
    this.files.delete(argv[4] ?? '');
    return { code: 0, stdout: '', stderr: '' };
  }

  async writeFile({ path, content, mode }: FileWrite) {
    if (mode !== 0o600) throw new Error(`a note of a token is for root alone, not ${mode.toString(8)}`);
    this.files.set(path, content);
  }
}

/** A pause takes a tenth of its time; its time can be moved on, and each pause can count for several. */
export class QuickClock implements Clock {
  pace = 1;
  #ahead = 0;
  now = () => Date.now() + this.#ahead;
  sleep = (ms: number) => {
    this.moveOn(ms * (this.pace - 0.1));
    return new Promise<void>((resolve) => setTimeout(resolve, ms / 10));
  };
  moveOn(ms: number) {
    this.#ahead += ms;
  }
}
