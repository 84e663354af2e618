import { sleep } from '../../../src/lab/process.js';
import { atMostOnce, type Fault, landing, minute, none, once, seamless, stable } from './fault.js';
import { hangs } from './hangs.js';
import { ofHaVips, onHaVip } from './havip-faults.js';
import type { Scene } from './scene.js';

const blockVrrp = (scene: Scene) =>
  scene.measure(async () => {
    await scene.lab.network.blockVrrp();
    await sleep(minute);
    await scene.lab.network.restore();
    return (await scene.holder(15_000)) === undefined ? 'no single owner within 15 s of the repair' : undefined;
  }, 10_000);

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
      title: 'VRRP blocked for 60 s, then repaired',
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
      // Only the API is repaired: the host without power stays cut off.
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

/** The rows of "What it must show", by one mechanism and by the other. */
export const faults: readonly Fault[] = [
  ...migrateFaults,
  ...migrateFaults.filter(({ both }) => both === true).map(onHaVip),
  ...ofHaVips,
];
