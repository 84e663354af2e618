import { sleep } from '../../../src/lab/process.js';
import { type Fault, landing, once } from './fault.js';
import type { Scene } from './scene.js';

const powerCut = (scene: Scene) => scene.measure(() => scene.lab.machines[scene.active].powerOff(), 25_000);
/** Those of a HAVIP alone. */
export const ofHaVips: readonly Fault[] = [
  {
    ...{ variant: 'havip', title: haVipTitle('power cut, the first two claims lost'), moves: once },
    silenceMs: landing + 4500 + 10_000,
    play: async (scene) => {
      await scene.lab.cloud.set({ haVipClaimsLost: 2 });
      return powerCut(scene);
    },
  },
  {
    ...{ variant: 'havip', title: haVipTitle('power cut while the API is away for good'), moves: once },
    silenceMs: landing + 4500,
    play: async (scene) => {
      await scene.lab.network.blockApi();
      await sleep(20_000);
      return powerCut(scene);
    },
  },
  {
    ...{
      variant: 'havip-fast',
      title: haVipTitle('power cut, fast detection'),
      silenceMs: landing + 1800,
      moves: once,
    },
    play: (scene) => scene.measure(() => scene.lab.machines[scene.active].powerOff(), 12_000),
  },
  {
    ...{
      variant: 'havip-fast',
      title: haVipTitle('network cut, fast detection'),
      silenceMs: landing + 1800,
      moves: once,
    },
    play: (scene) => scene.measure(() => scene.lab.network.cut(scene.active), 12_000),
  },
];

/** The row of a fault, where the VIP is a HAVIP. */
export function onHaVip(fault: Fault): Fault {
  return { ...fault, variant: 'havip', title: haVipTitle(fault.title) };
}

function haVipTitle(title: string): string {
  return title.startsWith('  ') ? `  HAVIP: ${title.trim()}` : `HAVIP: ${title}`;
}
