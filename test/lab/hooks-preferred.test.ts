import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectMeasured as check, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** ms, as generous as `seamless`. */
const partition = 1000;
const takeover = 10_000;
/** Seconds. */
const failback = 8;

describeLab('the hooks in mode preferred', () => {
  let pair: Pair;

  beforeAll(async () => {
    pair = await Pair.start({ mode: 'preferred', preferred: 'ins-labnode1', failback }, {}, '--no-drill');
  });
  afterAll(() => pair?.lab.close());
  beforeEach(async () => {
    await pair.revive();
    await untilBack();
  });

  const untilBack = async () => {
    for (const end = Date.now() + 60_000; (await pair.holder()) !== 'a'; await sleep(200)) {
      if (Date.now() > end) throw new Error(`the VIP is not back\n${await pair.story()}`);
    }
  };
  const flaps = [
    ['kill -9 $(cat /run/keepalived.pid /run/vrrp.pid)', 'systemctl start keepalived'],
    ['systemctl stop keepalived', 'systemctl start keepalived'],
    ['touch /run/ha-setup/fault.test', 'rm /run/ha-setup/fault.test'],
  ] as const;

  it('fail-back of the preferred node', async () => {
    check(await pair.measure(() => pair.lab.machines.a.powerOff(), 9000), takeover, 1);
    await pair.settled();
    const back = async () => {
      await pair.lab.machines.a.powerOn();
      await untilBack();
    };
    check(await pair.measure(back), seamless, 1);
  });

  it('the preferred node comes and goes every 10 s: the VIP does not follow it each time', async () => {
    const flap = async () => {
      for (const [down, up] of flaps) {
        await pair.sh('a', down);
        await sleep(5000);
        await pair.sh('a', up);
        await sleep(5000);
      }
    };
    check(await pair.measure(flap, 0), seamless, 1);
    expect(await pair.holder()).toBe('b');
    // Well for long enough at last: one more move brings the VIP back.
    check(await pair.measure(untilBack, 1000), seamless, 1);
  });

  it('both MASTER while the API is away: the lesser one gives way, and nothing has moved', async () => {
    const apart = async () => {
      await pair.lab.cloud.set({ refuseConnections: true });
      await pair.lab.network.blockVrrp();
      while (!(await pair.devices('b')).includes('lo')) await sleep(200);
      await sleep(2000);
      await pair.lab.network.restore();
      // VRRP settles it before the API is back: the other way round the lesser one may have moved the VIP once.
      while ((await pair.devices('b')).includes('lo')) await sleep(200);
      await pair.lab.cloud.resetKnobs();
      expect(await pair.settled()).toBe('a');
    };
    check(await pair.measure(apart, 5000), seamless, 0);
  });

  it('block VRRP for 25 s, and repair it', async () => {
    check(await pair.measure(() => pair.lab.network.blockVrrp(), 25_000), partition, [0, 1]);
    const repair = async () => {
      await pair.lab.network.restore();
      await pair.settled(15_000);
      await sleep(failback * 1000);
      await pair.settled(15_000);
    };
    check(await pair.measure(repair, 0), partition, [0, 1]);
  });
});
