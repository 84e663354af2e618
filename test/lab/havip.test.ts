import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logsResult } from '../../src/cluster/logs-result.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import type { AnswersOverrides } from '../../src/lab/operator.js';
import { ports } from '../../src/lab/world.js';
import { Listener } from './listener.js';
import { expectMeasured as check, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';
import { hostTraces, owners, runJson } from './product.js';

/** ms: a claim lands so long after it was made, by the lab's default. */
const landing = 2000;
const figures = '/var/lib/figures';
const takeover = landing + 8000;
/** A claim that was lost is made again after the 5 s that each port has to wait. */
const lostClaim = 5000;

/** What of the kernel decides which ARP packets leave the NIC. */
const arpSettings =
  'cd /proc/sys/net/ipv4/conf/eth0 && grep . arp_announce arp_ignore arp_notify arp_filter arp_accept';

describeLab('a pair on a HAVIP', () => {
  let lab: Lab;
  let pair: Pair;
  let answers: string;
  let active: MachineName;
  let arpBefore: string;

  beforeAll(async () => {
    lab = await startLab();
    answers = await write({});
    for (const name of ['a', 'b'] as const) await lab.machines[name].exec(['mkdir', '-p', figures]);
    arpBefore = await readArpSettings();
  });
  afterAll(() => lab?.close());

  const write = (more: AnswersOverrides) =>
    lab.answers({
      ...{ mechanism: 'havip', eip: 'allocate', metrics: { textfile: figures }, notify: { webhook: Listener.url } },
      ...more,
    });
  const readArpSettings = async () =>
    (await Promise.all([lab.machines.a, lab.machines.b].map((one) => one.exec(['sh', '-c', arpSettings]))))
      .map(({ stdout }) => stdout)
      .join();
  const setUp = () => lab.run(['--answers', answers, '--yes', '--no-drill']);
  /** Begins a run and kills it at its first call of an action. */
  const killAt = async (wanted: string) => {
    await lab.cloud.clearCalls();
    const child = lab.spawn(['--answers', answers, '--yes', '--no-drill']);
    const ended = new Promise((resolve) => child.on('close', resolve));
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      if ((await lab.cloud.mutations()).some(({ action }) => action === wanted)) break;
    }
    child.kill('SIGKILL');
    await ended;
    expect((await lab.cloud.mutations()).map(({ action }) => action)).toContain(wanted);
  };
  const powerCut = (afterMs = 9000) => pair.measure(() => lab.machines[active].powerOff(), afterMs);
  /** What left a host with the VIP as its sender, of whatever kind. */
  const arpFrom = async (name: MachineName) =>
    (await lab.cloud.claims()).filter(({ eni }) => eni === ports[name].eni).map(({ outcome }) => outcome);

  /** A failover as the webhook, the figures and `logs` tell of it: by the record, or by the announcement alone. */
  const tellsOfFailover = async (seen: boolean) => {
    const listener = await Listener.start(lab, 'answers');
    try {
      const [from, to] = [active, pair.peer(active)];
      await pair.switchFrom(from);
      expect(await listener.hears(1)).toMatchObject([
        {
          ...{ vip: pair.vip, code: 'became-master', instance: ports[to].instance, to: ports[to].eni },
          ...{ from: seen ? ports[from].eni : null, outage: seen ? 0 : null },
        },
      ]);
      const read = async () => (await pair.sh(to, `cat ${figures}/ha_setup_web.prom`)).stdout;
      const owner = `ha_setup_vip_owner{cluster="web",owner="${seen ? 'self' : 'unknown'}"} 1`;
      await expect.poll(read, { timeout: 10_000 }).toContain(owner);
      expect(await read()).toMatch(/ha_setup_switches_total\{cluster="web",cause="became-master"\} [1-9]/);
      const { code, stdout, stderr } = await lab.run(['logs', '--since', '1m', '--answers', answers, '--json']);
      expect(code, stderr).toBe(0);
      expect(logsResult.parse(JSON.parse(stdout)).switches.at(-1)).toMatchObject({
        ...{ to: ports[to].instance, outageMs: seen ? 0 : null, cause: { code: 'stopped' } },
      });
    } finally {
      await listener.stop();
    }
  };

  describe('is set up', () => {
    it('by the run that follows one that was killed: one HAVIP, closed to others, one EIP', async () => {
      await killAt('CreateHaVip');
      const { code, stdout, stderr } = await setUp();
      expect(code, stdout + stderr).toBe(0);
      const { haVips, eips, enis } = await lab.cloud.record();
      expect(haVips).toHaveLength(1);
      expect(haVips[0]).toMatchObject({ name: 'ha-setup-web', checkAssociate: true, eip: eips[0]?.id });
      expect(haVips[0]?.associations.map(({ instance }) => instance).sort()).toEqual(['ins-labnode1', 'ins-labnode2']);
      expect(eips).toHaveLength(1);
      const pairEnis = enis.filter(({ id }) => id === ports.a.eni || id === ports.b.eni);
      expect(pairEnis.flatMap(({ ips }) => ips).every(({ primary }) => primary)).toBe(true);
      pair = await Pair.in(lab, answers);
      active = await pair.settled();
      expect(await owners(lab, pair.vip)).toEqual({ cloud: active, nic: [active], vrrp: [active] });
    });

    it('and answers inside the VPC and outside', async () => {
      const { eips } = await lab.cloud.record();
      const pings = [lab.ping('client', pair.vip), lab.ping('out', eips[0]?.ip ?? '')];
      for (const ping of pings) expect(await ping.nextReply(0, 5000)).toBeDefined();
      await Promise.all(pings.map((ping) => ping.stop()));
    });

    it('and a second run changes nothing', async () => {
      await lab.cloud.clearCalls();
      const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes', '--no-drill']);
      expect(code, stderr).toBe(0);
      expect(result.changed).toBe(0);
      expect(await lab.cloud.mutations()).toEqual([]);
    });

    it('and passes verify with a failover for real', async () => {
      const { code, stdout, stderr } = await lab.run(['verify', '--answers', answers, '--failover']);
      expect(code, stdout + stderr).toBe(0);
      active = await pair.settled();
    });
  });

  describe('fails over', () => {
    beforeEach(() => lab.cloud.clearCalls());
    afterEach(async () => {
      active = await pair.revive();
    });

    it('when keepalived is stopped, without a lost reply and by one claim', async () => {
      const standby = pair.peer(active);
      const measured = await pair.measure(async () => {
        await pair.sh(active, 'systemctl stop keepalived');
        // It keeps the VIP until the record names the other, and must not speak for it meanwhile.
        await pair.sh(
          active,
          `ip neigh flush dev eth0; ping -c 1 -W 1 10.0.1.1; ping -c 1 -W 1 -I ${pair.vip} 10.0.1.50`,
        );
      });
      check(measured, seamless, 1);
      expect(await pair.devices(active)).toEqual([]);
      expect(await arpFrom(active)).toEqual([]);
      expect(await arpFrom(standby)).toContain('honoured');
    });

    it('when keepalived is restarted', async () => {
      check(await pair.measure(() => pair.sh(active, 'systemctl restart keepalived')), seamless, [0, 1]);
    });

    it('when keepalived is killed with -9: it runs again by itself', async () => {
      const measured = await pair.measure(async () => {
        await pair.sh(active, 'kill -9 $(cat /run/keepalived.pid /run/vrrp.pid 2>/dev/null)');
        await sleep(5000);
        expect((await pair.sh(active, 'systemctl is-active keepalived')).stdout.trim()).toBe('active');
      });
      check(measured, seamless, [0, 1]);
    });

    it('when the power is cut, and nothing moves when it is back', async () => {
      check(await powerCut(), takeover, 1);
      check(await pair.measure(() => lab.machines[active].powerOn(), 12_000), seamless, 0);
    });

    it('when the power is cut and the first two claims are lost', async () => {
      await lab.cloud.set({ haVipClaimsLost: 2 });
      check(await powerCut(22_000), takeover + 2 * lostClaim, 1);
    });

    it('when the power is cut while the API is away for good', async () => {
      await lab.network.blockApi();
      await sleep(5000);
      check(await powerCut(12_000), takeover, 1);
    });

    it('not when VRRP is blocked: at most one claim, and one owner afterwards', async () => {
      check(await pair.measure(() => lab.network.blockVrrp(), 25_000), seamless, [0, 1]);
      check(await pair.measure(() => lab.network.restore(), 0), seamless, 0);
      check(await pair.measure(() => pair.settled(15_000), 0), seamless, 0);
    });

    it('and tells of it', () => tellsOfFailover(true));

    it('and its standby never speaks for the VIP', async () => {
      const standby = pair.peer(active);
      await lab.cloud.clearCalls();
      for (const address of [pair.vip, '10.0.1.1', '10.0.1.50']) {
        await pair.sh(standby, `ip neigh flush dev eth0; ping -c 2 -i 0.2 -W 1 ${address}`);
        await pair.sh(active, `ip neigh flush dev eth0; ping -c 2 -i 0.2 -W 1 -I ${pair.vip} ${address}`);
      }
      await sleep(6000);
      expect(await arpFrom(standby)).toEqual([]);
      // Who has it announces nothing once the record names it.
      expect(await arpFrom(active)).toEqual([]);
    });
  });

  describe('without any credentials on the hosts, and with fast detection', () => {
    beforeAll(async () => {
      answers = await write({ hostCredentials: { type: 'none' }, detection: 'fast' });
      const { code, stdout, stderr } = await setUp();
      expect(code, stdout + stderr).toBe(0);
      active = await pair.settled();
    });
    beforeEach(() => lab.cloud.clearCalls());
    afterEach(async () => {
      active = await pair.revive();
    });

    it('fails over by announcing alone: no host calls the API', async () => {
      check(await powerCut(12_000), takeover, 1);
      const callers = (await lab.cloud.calls()).map(({ caller }) => caller.source);
      expect(callers.filter((source) => source === ports.a.ip || source === ports.b.ip)).toEqual([]);
    });

    it('fails over when the network of the active host is cut, and nothing moves when it is back', async () => {
      check(await pair.measure(() => lab.network.cut(active), 20_000), takeover, 1);
      check(await pair.measure(() => lab.network.restore(), 15_000), seamless, 0);
      expect(await pair.settled()).toBe(pair.peer(active));
    });

    it('tells of a failover', () => tellsOfFailover(false));

    it('loses no reply when keepalived is stopped', async () => {
      check(await pair.measure(() => pair.sh(active, 'systemctl stop keepalived'), 20_000), seamless, 1);
      expect(await pair.devices(active)).toEqual([]);
    });

    it('does not move back and forth when VRRP is blocked', async () => {
      check(await pair.measure(() => lab.network.blockVrrp(), 25_000), seamless, [0, 1]);
    });
  });

  describe('changes its mechanism and keeps its address', () => {
    const change = async (mechanism: string, hostCredentials: string) => {
      answers = await write({ mechanism, hostCredentials: { type: hostCredentials }, detection: 'fast' });
      const { code, stdout, stderr } = await lab.run(['plan', '--answers', answers, '--json']);
      expect(code, stderr).toBe(0);
      const { outageSeconds } = JSON.parse(stdout) as { outageSeconds: number };
      const measured = await pair.measure(async () => {
        const ran = await setUp();
        expect(ran.code, ran.stdout + ran.stderr).toBe(0);
      }, 15_000);
      console.log(
        `${mechanism}: ${measured.silenceMs} ms without a reply, ${measured.moves} moves; planned ${outageSeconds} s`,
      );
      return { outageSeconds, ...measured };
    };

    it.each([
      ['migrate', 'role'],
      ['havip', 'none'],
    ])('to %s, with an outage that the plan names, and stays on its host', async (mechanism, hostCredentials) => {
      // Where VRRP would put it on a fresh pair is the other host.
      if (active === 'b') {
        expect((await lab.run(['switchover', '--answers', answers])).code).toBe(0);
        active = await pair.settled();
      }
      expect(active).toBe('a');
      const { outageSeconds, silenceMs } = await change(mechanism, hostCredentials);
      expect(outageSeconds).toBeGreaterThan(1);
      // The figure is for a machine that has nothing else to do.
      expect(silenceMs).toBeLessThan(60_000);
      active = await pair.settled();
      expect(active).toBe('a');
      const { eips } = await lab.cloud.record();
      const outside = lab.ping('out', eips[0]?.ip ?? '');
      expect(await outside.nextReply(0, 5000)).toBeDefined();
      await outside.stop();
      const verified = await lab.run(['verify', '--answers', answers, '--no-color']);
      expect(verified.code, verified.stdout).toBe(0);
      expect(verified.stdout).not.toContain('explains that');
    });

    it('or is completed by the next run, where the one that changes it is killed without the address', async () => {
      answers = await write({ mechanism: 'migrate', detection: 'fast' });
      await killAt('DeleteHaVip');
      const { code, stdout, stderr } = await setUp();
      expect(code, stdout + stderr).toBe(0);
      expect((await lab.cloud.record()).haVips).toEqual([]);
      expect(await pair.settled()).toBe('a');
      expect((await lab.run(['verify', '--answers', answers])).code).toBe(0);
    });
  });

  it('is taken down without a trace', async () => {
    const { code, stdout, stderr } = await lab.run([
      'uninstall',
      '--answers',
      answers,
      '--yes',
      '--vip',
      'remove',
      '--eip',
      'release',
    ]);
    expect(code, stdout + stderr).toBe(0);
    const { haVips } = await lab.cloud.record();
    expect(haVips).toEqual([]);
    expect(await hostTraces(lab)).toEqual({ a: '', b: '' });
    expect(await readArpSettings()).toBe(arpBefore);
    for (const name of ['a', 'b'] as const) expect(await pair.devices(name)).toEqual([]);
  });
});
