import { sleep } from '../../../src/lab/process.js';
import { LogDisk } from '../../lab/log-disk.js';
import { peerOf, type Variant } from './contender.js';
import type { Measured, Scene } from './scene.js';

/** A migration lands so long after the API accepted it: the lab's default. */
const landing = 2000;
/** Five pings: what a busy machine loses without any fault. */
const seamless = 100;

export interface Fault {
  readonly title: string;
  readonly variant: Variant;
  /** The longest silence that we promise, ms. */
  readonly silenceMs: number;
  /** Accepted migrations, from and to. */
  readonly moves: readonly [number, number];
  /** Begins where the fault before it has ended, without mending in between. */
  readonly goesOn?: true;
  /** Means the same where the VIP is a HAVIP. */
  readonly both?: true;
  /** Only for who has a set-up of its own to run again. */
  readonly again?: true;
  play(scene: Scene): Promise<Measured>;
}

const stable = { variant: 'stable', silenceMs: seamless, both: true } as const;
const once: readonly [number, number] = [1, 1];
const none: readonly [number, number] = [0, 0];
const atMostOnce: readonly [number, number] = [0, 1];
const minute = 60_000;

const blockVrrp = (scene: Scene) =>
  scene.measure(async () => {
    await scene.lab.network.blockVrrp();
    await sleep(minute);
    await scene.lab.network.restore();
    return (await scene.holder(15_000)) === undefined ? 'no single owner within 15 s of the mending' : undefined;
  }, 10_000);

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

const hangs: readonly Fault[] = [
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

const migrateFaults: readonly Fault[] = [
  {
    ...{ ...stable, title: 'systemctl stop keepalived', moves: once },
    play: (scene) => scene.measure(() => scene.sh('systemctl stop keepalived'), 10_000),
  },
  {
    ...{ ...stable, title: 'systemctl restart keepalived', moves: atMostOnce },
    play: (scene) => scene.measure(() => scene.sh('systemctl restart keepalived'), 10_000),
  },
  {
    ...{ ...stable, title: 'systemctl reload keepalived', moves: none },
    play: (scene) => scene.measure(() => scene.sh('systemctl reload keepalived'), 8000),
  },
  {
    ...{ ...stable, title: "ha-setup's own re-run", moves: none, again: true },
    play: (scene) => scene.measure(async () => scene.pair.again?.(), 3000),
  },
  {
    ...{ ...stable, title: 'keepalived killed with -9', moves: atMostOnce },
    play: (scene) =>
      scene.measure(async () => {
        await scene.sh('kill -9 $(cat /run/keepalived.pid /run/keepalived/*.pid /run/vrrp.pid 2>/dev/null)');
        await sleep(5000);
        const { stdout } = await scene.sh('systemctl is-active keepalived');
        return stdout.trim() === 'active' ? undefined : 'not running again after 5 s';
      }, 8000),
  },
  {
    ...{ variant: 'stable', both: true, title: 'power cut', silenceMs: landing + 4500, moves: once },
    play: (scene) => scene.measure(() => scene.lab.machines[scene.active].powerOff(), 15_000),
  },
  {
    ...{ ...stable, title: '  its power comes back', moves: none, goesOn: true },
    play: (scene) => scene.measure(() => scene.lab.machines[scene.active].powerOn(), 15_000),
  },
  {
    ...{ variant: 'stable', both: true, title: 'network cut for 30 s', silenceMs: landing + 4500, moves: once },
    play: (scene) => scene.measure(() => scene.lab.network.cut(scene.active), 30_000),
  },
  {
    ...{ ...stable, title: '  its network comes back', moves: none, goesOn: true },
    play: (scene) => scene.measure(() => scene.lab.network.restore(), 15_000),
  },
  {
    ...{
      variant: 'stable',
      both: true,
      title: 'VRRP blocked for 60 s, then mended',
      silenceMs: 500,
      moves: atMostOnce,
    },
    play: blockVrrp,
  },
  {
    ...{ variant: 'stable', title: 'nothing passes between the hosts for 60 s', silenceMs: 500, moves: atMostOnce },
    play: (scene) =>
      scene.measure(async () => {
        await scene.lab.network.blockPair();
        await sleep(minute);
        await scene.lab.network.restore();
      }, 10_000),
  },
  {
    ...{ ...stable, title: 'API down for 60 s', moves: none },
    play: (scene) =>
      scene.measure(async () => {
        await scene.lab.network.blockApi();
        await sleep(minute);
        await scene.lab.network.restore();
      }, 10_000),
  },
  {
    ...{ variant: 'stable', title: 'power cut while the API is down', silenceMs: landing + 5000, moves: once },
    play: async (scene) => {
      await scene.lab.network.blockApi();
      await scene.lab.machines[scene.active].powerOff();
      await sleep(20_000);
      // Only the API is mended: the host without power stays cut off.
      const back = async () => {
        await scene.lab.network.restore();
        await scene.lab.network.cut(scene.active);
      };
      return scene.measureReturn(back, minute);
    },
  },
  ...hangs,
  {
    ...{ variant: 'preferred', title: 'fail-back of the preferred node', silenceMs: seamless, moves: once },
    play: async (scene) => {
      await scene.lab.machines[scene.active].powerOff();
      await sleep(15_000);
      return scene.measure(async () => {
        await scene.lab.machines[scene.active].powerOn();
        const holder = await scene.holder(minute, scene.active);
        return holder === undefined ? 'not back with the preferred node' : undefined;
      }, 5000);
    },
  },
  {
    ...{ variant: 'preferred', title: 'VRRP blocked for 60 s, mode preferred', silenceMs: 500, moves: [0, 2] },
    play: blockVrrp,
  },
  {
    ...{ variant: 'fast', title: 'power cut, fast detection', silenceMs: landing + 1800, moves: once },
    play: (scene) => scene.measure(() => scene.lab.machines[scene.active].powerOff(), 12_000),
  },
  {
    ...{ variant: 'fast', title: 'network cut, fast detection', silenceMs: landing + 1800, moves: once },
    play: (scene) => scene.measure(() => scene.lab.network.cut(scene.active), 12_000),
  },
];

const powerCut = (scene: Scene) => scene.measure(() => scene.lab.machines[scene.active].powerOff(), 25_000);
const haVipFaults: readonly Fault[] = [
  ...migrateFaults
    .filter(({ both }) => both === true)
    .map((fault): Fault => ({ ...fault, variant: 'havip', title: haVipTitle(fault.title) })),
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

function haVipTitle(title: string): string {
  return title.startsWith('  ') ? `  HAVIP: ${title.trim()}` : `HAVIP: ${title}`;
}

/** The rows of "What it must show", by one mechanism and by the other. */
export const faults: readonly Fault[] = [...migrateFaults, ...haVipFaults];
