import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../src/lab/lab.js';
import type { Machine } from '../../src/lab/machines/machine.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const ours = 'ls -d /etc/keepalived /run/ha-setup /var/lib/ha-setup 2>/dev/null; command -v keepalived';

describeLab('replacing a host of a pair', () => {
  let pair: Pair;
  let spare: Machine;

  beforeAll(async () => {
    pair = await Pair.setUp(await startLab({ knobs: { landingMs: 1000 } }), { vip: 'auto' }, '--no-drill');
    spare = await pair.lab.addSpare();
  });
  afterAll(() => pair?.lab.close());

  const answersFor = (other: string) =>
    pair.lab.answers({ vip: 'auto', nodes: [{ instance: 'ins-labnode1' }, { instance: other }] });
  const setUp = async (answers: string, ...words: readonly string[]) => {
    const { code, stdout, stderr } = await pair.lab.run(['--answers', answers, '--yes', ...words]);
    expect(code, stdout + stderr).toBe(0);
    return stdout + stderr;
  };
  const vips = async () => {
    const { enis } = await pair.lab.cloud.record();
    return enis.flatMap(({ ips }) => ips.filter(({ description }) => description === 'ha-setup-web'));
  };
  const shows = async (machine: Machine) =>
    JSON.parse((await machine.exec(['/etc/keepalived/vip.py', 'status'])).stdout);

  it('one that lives and is active hands over, is taken out, and the new one stands by: the VIP is kept, no ping lost', async () => {
    expect(await pair.settled()).toBe('b');
    const answers = await answersFor('ins-labnode3');
    const plan = await pair.lab.run(['plan', '--answers', answers]);
    expect(plan.stdout).toContain('ins-labnode2 is replaced by ins-labnode3; ins-labnode1 stays.');
    expect(plan.stdout).toContain('ins-labnode2 (no longer in the pair)');
    let said = '';
    const { lost, moves } = await pair.measure(async () => {
      said = await setUp(answers);
    }, 500);
    console.log(`replaced: ${lost} pings of 20 ms lost`);
    expect(lost).toBe(0);
    expect(moves).toBe(1);
    expect(said).toContain('The failover drills were left out');
    expect(await vips()).toMatchObject([{ address: pair.vip }]);
    expect(await pair.lab.cloud.owner(pair.vip)).toBe('eni-labnode1');
    expect((await pair.sh('b', ours)).stdout).toBe('');
    expect(await shows(spare)).toMatchObject({ role: 'BACKUP', nic: false, owner: 'peer' });
    expect(await setUp(answers, '--no-drill')).toContain('Nothing to change');
  });

  it('one that is dead is named, and the pair moves on without it', async () => {
    const before = await answersFor('ins-labnode3');
    expect((await pair.lab.run(['switchover', '--answers', before])).code).toBe(0);
    await spare.powerOff();
    await expect.poll(() => pair.lab.cloud.owner(pair.vip), { timeout: 30_000 }).toBe('eni-labnode1');
    const { lost } = await pair.measure(async () => {
      const said = await setUp(await answersFor('ins-labnode2'));
      expect(said).toContain('ins-labnode3 does not answer');
      expect(said).toContain('Delete the instance');
    }, 500);
    expect(lost).toBe(0);
    expect(await pair.settled()).toBe('a');
    expect(await vips()).toMatchObject([{ address: pair.vip }]);
  });

  describe('on a HAVIP', () => {
    const old = '10.0.1.254';
    let other: Machine;
    const answersOf = (second: string) =>
      pair.lab.answers({
        ...{ mechanism: 'havip', vip: '10.0.1.100' },
        nodes: [{ instance: 'ins-labnode1' }, { instance: second }],
      });
    const range = async () => {
      const { haVips } = await pair.lab.cloud.record();
      expect(haVips).toHaveLength(1);
      return haVips[0]?.associations.map(({ instance }) => instance).sort();
    };
    const changes = async () => (await pair.lab.cloud.mutations()).map(({ action }) => action);

    beforeAll(async () => {
      other = await pair.lab.addSpare('d');
    });

    it('which a pair becomes at a new address, without a lost packet of the old one', async () => {
      expect(pair.vip).toBe(old);
      const active = await pair.settled();
      const answers = await answersOf('ins-labnode2');
      const { lost } = await pair.measure(async () => {
        expect(await setUp(answers, '--no-drill')).not.toContain('OUTAGE');
      }, 500);
      expect(lost).toBe(0);
      const ping = pair.lab.ping('client', old);
      pair = await Pair.in(pair.lab, answers);
      expect(await pair.settled()).toBe(active);
      expect(await ping.nextReply(Date.now(), 2000)).toBeDefined();
      await ping.stop();
      await pair.lab.cloud.change({ kind: 'unassign', address: old });
      expect(await setUp(answers, '--no-drill')).toContain('Nothing to change');
    });

    it('one that lives and is active hands over; the new one is let in before it is shut out', async () => {
      if ((await pair.settled()) === 'a') {
        expect((await pair.lab.run(['switchover', '--answers', await answersOf('ins-labnode2')])).code).toBe(0);
      }
      expect(await pair.settled()).toBe('b');
      await pair.lab.cloud.clearCalls();
      const { lost, moves } = await pair.measure(() => answersOf('ins-labnode4').then(setUp), 500);
      expect([lost, moves]).toEqual([0, 1]);
      expect(await changes()).toEqual(['AssociateHaVipInstance', 'DisassociateHaVipInstance']);
      expect(await range()).toEqual(['ins-labnode1', 'ins-labnode4']);
      expect((await pair.sh('b', ours)).stdout).toBe('');
      expect(await shows(other)).toMatchObject({ role: 'BACKUP', nic: false, owner: 'peer' });
    });

    it('one that is dead is named, and cannot take the address when it comes back', async () => {
      expect((await pair.lab.run(['switchover', '--answers', await answersOf('ins-labnode4')])).code).toBe(0);
      await other.powerOff();
      await expect.poll(() => pair.lab.cloud.owner(pair.vip), { timeout: 30_000 }).toBe('eni-labnode1');
      await pair.lab.cloud.clearCalls();
      const { lost } = await pair.measure(async () => {
        expect(await setUp(await answersOf('ins-labnode2'))).toContain('ins-labnode4 does not answer');
      }, 500);
      expect(lost).toBe(0);
      expect(await changes()).toEqual(['AssociateHaVipInstance', 'DisassociateHaVipInstance']);
      expect(await range()).toEqual(['ins-labnode1', 'ins-labnode2']);
      const { lost: gone, moves } = await pair.measure(() => other.powerOn(), 12_000);
      expect([gone, moves]).toEqual([0, 0]);
      expect(await pair.settled()).toBe('a');
    });
  });
});
