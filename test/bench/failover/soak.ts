import { type ChildProcess, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { sleep } from '../../../src/lab/process.js';
import type { Fault } from './fault.js';

const minutes = 10;

/** One endless loop for each CPU of this machine; each dies with this process, whatever ends it. */
function burn(): readonly ChildProcess[] {
  const loop = ['--pdeathsig', 'KILL', 'sh', '-c', 'while :; do :; done'];
  return cpus().map(() => spawn('setpriv', loop, { stdio: 'ignore' }));
}

/** No fault at all, on a machine that is busy: fast detection must not take a late advert for a dead host. */
export const soak: Fault = {
  title: `none for ${minutes} min, all CPUs busy, fast detection`,
  variant: 'fast',
  // The pings themselves wait for a CPU.
  silenceMs: 500,
  moves: [0, 0],
  play: async (scene) => {
    const loops = burn();
    try {
      return await scene.measure(() => sleep(minutes * 60_000), 0);
    } finally {
      for (const loop of loops) loop.kill('SIGKILL');
    }
  },
};
