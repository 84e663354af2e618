import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AccountChange } from '../../src/lab/cloud/account-change.js';
import { labRole } from '../../src/lab/cloud/seed.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';
import { apiFaults, move } from './api-faults.js';
import { expectMeasured, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** An ENI of the subnet that is not of the pair, with a port in the lab's network. */
const thirdEni = ports.client.eni;

describeLab('the hooks, while the API', () => {
  let pair: Pair;
  let active: MachineName;

  beforeAll(async () => {
    pair = await Pair.start({ eip: 'allocate' }, {}, '--no-drill');
    active = await pair.settled();
  });
  afterAll(() => pair?.lab.close());
  afterEach(async () => {
    active = await pair.revive();
  });

  const until = async (what: string, is: () => Promise<boolean>, withinMs = 40_000) => {
    const end = Date.now() + withinMs;
    while (!(await is())) {
      if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms\n${await pair.story()}`);
      await sleep(200);
    }
  };
  const eipIsWith = async (name: MachineName) => {
    const { eips } = await pair.lab.cloud.record();
    return eips.some((eip) => eip.name === 'ha-setup-web' && eip.eni === ports[name].eni && eip.privateIp === pair.vip);
  };
  const lines = async (name: MachineName) => (await pair.log(name)).length;

  it.each(apiFaults)('$fault', async ({ knobs, change, repair, lastsMs, moves, says }) => {
    const { lab } = pair;
    const to = pair.peer(active);
    const before = await lines(to);
    if (knobs) await lab.cloud.set(knobs);
    if (change) await lab.cloud.change(change(to));
    const measured = await pair.measure(async () => {
      await pair.sh(active, 'systemctl stop keepalived');
      if (lastsMs !== undefined) {
        await sleep(lastsMs);
        expect(await pair.devices(active)).toEqual(['eth0']);
        await lab.cloud.resetKnobs();
        if (repair) await lab.cloud.change(repair(to));
      }
      await until('the VIP has moved', async () => (await pair.holder()) === to);
      await until('the EIP is with it', () => eipIsWith(to));
    }, 500);
    const log = await pair.log(to, before);
    expectMeasured(measured, seamless, moves, log);
    if (says) expect(log.join('\n')).toMatch(says);
  });

  const allow = (...resources: readonly string[]): AccountChange => ({
    ...{ kind: 'permissions', of: `role:${labRole}` },
    allowed: ['Describe*', 'AssociateAddress', 'DisassociateAddress', ...resources].map((action) => ({
      ...{ action: `vpc:${action}`, resource: '*' },
    })),
  });
  const may = () => pair.lab.cloud.change(allow(move, 'AssignPrivateIpAddresses'));
  const forgetRepairs = () => pair.sh(active, 'rm -f /run/ha-setup/repaired');
  const lookNow = () => pair.sh(active, '/etc/keepalived/vip.py converge');
  const vipIsHere = async () => (await pair.lab.cloud.owner(pair.vip)) === ports[active].eni;

  it.each<[string, AccountChange, RegExp]>([
    [
      'to a third ENI',
      { kind: 'move', address: '10.0.1.254', to: thirdEni },
      /not of this pair.*|migrate: the VIP is on an ENI/,
    ],
    ['to nothing', { kind: 'unassign', address: '10.0.1.254' }, /assign: the VIP is on no ENI/],
  ])('lets a person move the VIP %s: fetched back once, then left alone', async (_, change, why) => {
    await may();
    await forgetRepairs();
    const before = await lines(active);
    await pair.lab.cloud.change(change);
    await lookNow();
    await until('the VIP is fetched back', vipIsHere);
    expect(await pair.settled()).toBe(active);
    expect((await pair.log(active, before)).join('\n')).toMatch(why);
    await pair.lab.cloud.clearCalls();
    await pair.lab.cloud.change(change);
    await lookNow();
    const leftAlone = async () => (await pair.log(active, before)).some((line) => line.includes('left alone for now'));
    await until('the log says that it is left alone', leftAlone);
    await sleep(3000);
    const moved = (await pair.lab.cloud.mutations()).filter(({ action }) => action !== 'AssociateAddress');
    expect(moved).toEqual([]);
    const back: AccountChange =
      change.kind === 'move'
        ? { ...change, to: ports[active].eni }
        : { kind: 'assign', address: pair.vip, eni: ports[active].eni };
    await pair.lab.cloud.change(back);
  });

  it('does not let the role fetch it back: said once, and nothing else is done', async () => {
    await pair.lab.cloud.change(allow());
    await forgetRepairs();
    const before = await lines(active);
    await pair.lab.cloud.change({ kind: 'unassign', address: pair.vip });
    await lookNow();
    await until('the refusal is logged', async () =>
      (await pair.log(active, before)).some((line) =>
        line.includes('refused to assign the VIP: UnauthorizedOperation'),
      ),
    );
    await sleep(4000);
    const log = await pair.log(active, before);
    expect(log.filter((line) => line.includes('refused'))).toHaveLength(1);
    await may();
    await until('the VIP is fetched back', vipIsHere);
  });
});
