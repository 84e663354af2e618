import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';
import { expectMeasured as check, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** Milliseconds of the lab's own: a migration lands so long after it was accepted. */
const landing = 2000;
/** ms, as generous as `seamless`. */
const partition = 1000;
const takeover = landing + 8000;
const fastTakeover = landing + 3500;

describeLab('the hooks', () => {
  let pair: Pair;
  let active: MachineName;

  const use = (overrides: Record<string, unknown>) => {
    beforeAll(async () => {
      pair = await Pair.start(overrides, {}, '--no-drill');
      active = await pair.settled();
    });
    afterAll(() => pair?.lab.close());
    afterEach(async () => {
      active = await pair.revive();
    });
  };
  const powerCut = () => pair.measure(() => pair.lab.machines[active].powerOff(), 9000);
  const networkCut = () => pair.measure(() => pair.lab.network.cut(active), 9000);
  const kill9 = 'kill -9 $(cat /run/keepalived.pid /run/vrrp.pid 2>/dev/null)';

  describe('in mode stable', () => {
    use({});

    it('stop keepalived', async () => {
      const measured = await pair.measure(() => pair.sh(active, 'systemctl stop keepalived'));
      check(measured, seamless, 1);
      expect(await pair.devices(active)).toEqual([]);
    });

    it('restart keepalived', async () => {
      check(await pair.measure(() => pair.sh(active, 'systemctl restart keepalived')), seamless, [0, 1]);
    });

    it('reload keepalived', async () => {
      check(await pair.measure(() => pair.sh(active, 'systemctl reload keepalived')), seamless, 0);
    });

    it('reboot', async () => {
      check(await pair.measure(() => pair.sh(active, 'systemctl reboot'), 20_000), seamless, [0, 1]);
    });

    it('a person moves the VIP to the standby: the pair follows', async () => {
      const standby = pair.peer(active);
      await pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports[standby].eni });
      expect(await pair.settled()).toBe(standby);
      await sleep(12_000);
      expect(await pair.holder()).toBe(standby);
    });

    it('run ha-setup again', async () => {
      const again = () => pair.lab.run(['--answers', pair.answers, '--yes', '--no-drill']);
      check(await pair.measure(again, 3000), seamless, 0);
    });

    it('kill -9 keepalived', async () => {
      const measured = await pair.measure(async () => {
        await pair.sh(active, kill9);
        await sleep(5000);
        expect((await pair.sh(active, 'systemctl is-active keepalived')).stdout.trim()).toBe('active');
      });
      check(measured, seamless, [0, 1]);
    });

    it('kill -9 keepalived and the hooks', async () => {
      const all = () => pair.sh(active, 'systemctl kill -s KILL keepalived');
      check(await pair.measure(all), seamless, [0, 1]);
    });

    it('cut the power, and bring it back', async () => {
      check(await powerCut(), takeover, 1);
      const back = () => pair.lab.machines[active].powerOn();
      check(await pair.measure(back, 12_000), seamless, 0);
    });

    it.each([20_000, 6000])('cut the network for %i ms, and bring it back', async (duration) => {
      check(await pair.measure(() => pair.lab.network.cut(active), duration), takeover, 1);
      check(await pair.measure(() => pair.lab.network.restore(), 12_000), seamless, 0);
    });

    it('block VRRP for 25 s, and repair it', async () => {
      check(await pair.measure(() => pair.lab.network.blockVrrp(), 25_000), partition, [0, 1]);
      check(await pair.measure(() => pair.lab.network.restore(), 0), partition, 0);
      check(await pair.measure(() => pair.settled(15_000), 0), partition, 0);
    });

    it('API down for 30 s', async () => {
      const measured = await pair.measure(() => pair.lab.network.blockApi(), 30_000);
      check(measured, seamless, 0);
      check(await pair.measure(() => pair.lab.network.restore(), 15_000), seamless, 0);
    });

    it('API refusing for 15 s', async () => {
      check(await pair.measure(() => pair.lab.cloud.set({ refuseConnections: true }), 15_000), seamless, 0);
    });

    it.each(['blocked', 'refusing', 'hanging'])('API %s while the power is cut', async (how) => {
      const hang = { action: '*', effect: { hang: true } } as const;
      if (how === 'blocked') await pair.lab.network.blockApi();
      if (how === 'refusing') await pair.lab.cloud.set({ refuseConnections: true });
      if (how === 'hanging') await pair.lab.cloud.set({ faults: [hang] });
      await pair.lab.machines[active].powerOff();
      await sleep(20_000);
      const back = Date.now();
      const ping = pair.lab.ping('client', pair.vip, { intervalMs: 20 });
      await pair.lab.network.restore();
      await pair.lab.network.cut(active);
      await pair.lab.cloud.resetKnobs();
      const reply = await ping.nextReply(back, 30_000);
      await ping.stop();
      console.log(`API ${how}: ${(reply ?? 0) - back} ms after its return`);
      expect(reply).toBeDefined();
      expect((reply ?? 0) - back).toBeLessThanOrEqual(takeover);
    });
  });

  describe('with fast detection', () => {
    use({ detection: 'fast' });

    it('cut the network', async () => {
      check(await networkCut(), fastTakeover, 1);
      check(await pair.measure(() => pair.lab.network.restore(), 12_000), seamless, 0);
    });
  });
});
