import { sleep } from '../../../src/lab/process.js';
import { LogDisk } from '../../lab/log-disk.js';
import { peerOf } from './contender.js';
import { type Fault, landing, once } from './fault.js';
import type { Scene } from './scene.js';

/** A power cut while a part hangs of the host that is to take over: it may cost a second more. */
function whileHanging(what: string, begin: (scene: Scene, onEnd: (undo: Undo) => void) => Promise<unknown>): Fault {
  return {
    ...{ variant: 'stable', title: `power cut, ${what}`, silenceMs: landing + 5500, moves: once },
    play: async (scene) => {
      const undoing: Undo[] = [];
      try {
        await begin(scene, (undo) => undoing.push(undo));
        await sleep(3000);
        return await scene.measure(() => scene.lab.machines[scene.active].powerOff(), 15_000);
      } finally {
        for (const undo of undoing) await undo();
      }
    },
  };
}

type Undo = () => Promise<unknown>;

/** What may hang while a host dies. */
export const hangs: readonly Fault[] = [
  whileHanging('DNS swallowed', ({ lab, active }) => lab.network.blockDns('lost', peerOf(active))),
  whileHanging('the metadata service hung', ({ lab }) => lab.cloud.set({ metadata: 'hang' })),
  whileHanging('one of two endpoints hung', ({ lab }) =>
    lab.cloud.set({ unreachableHosts: ['vpc.internal.tencentcloudapi.com'] }),
  ),
  whileHanging("the standby's log disk frozen", async ({ lab, active }, onEnd) => {
    const disk = await LogDisk.mount(lab, peerOf(active));
    onEnd(() => disk.remove());
    await sleep(3000);
    await disk.freeze();
  }),
  {
    // It is refused for 3 s from the moment at which the standby may act.
    ...{ variant: 'stable', title: 'power cut, ActionLimited until 6.3 s after it', moves: once },
    silenceMs: landing + 4500 + 3000 + 1000,
    play: (scene) =>
      scene.measure(async () => {
        await scene.lab.cloud.set({ faults: [{ action: '*', effect: { code: 'LimitExceeded.ActionLimited' } }] });
        await scene.lab.machines[scene.active].powerOff();
        await sleep(6300);
        await scene.lab.cloud.resetKnobs();
      }, 15_000),
  },
];
