import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { vridOf } from '../../src/cluster/names.js';
import type { HostName, Machine, MachineName } from '../../src/lab/machines/machine.js';
import { type PortName, ports } from '../../src/lab/world.js';
import { forge } from './forge.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const names = ['a', 'b'] as const;
const vrids = [vridOf('web'), vridOf('db')];
const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

/** Roles, once the adverts have come for a while. */
async function roles(pair: Pair): Promise<readonly string[]> {
  const shown = await Promise.all(names.map((name) => pair.sh(name, '/etc/keepalived/vip.py status')));
  return shown.map(({ stdout }) => JSON.parse(stdout).role).sort();
}

/** Nothing changes while somebody sends adverts of every kind. */
async function expectSteadfast(pair: Pair, from: PortName, passwords: readonly string[] = []) {
  const before = await pair.settled();
  let during: readonly string[] = [];
  const { lost, moves } = await pair.measure(async () => {
    const attack = forge(pair.lab, from, { seconds: 12, vip: pair.vip, vrids, passwords });
    const [sent, seen] = await Promise.all([attack, sleep(8000).then(() => roles(pair))]);
    expect(sent).toBeGreaterThan(500);
    during = seen;
  }, 2000);
  expect(during).toEqual(['BACKUP', 'MASTER']);
  expect({ lost, moves }).toEqual({ lost: 0, moves: 0 });
  expect(await pair.settled()).toBe(before);
}

/** The other host takes over from one without power while somebody sends adverts of every kind. */
async function expectTakeover(pair: Pair, from: PortName, passwords: readonly string[] = []) {
  const active = await pair.settled();
  const attack = forge(pair.lab, from, { seconds: 18, vip: pair.vip, vrids, passwords });
  await pair.lab.machines[active].powerOff();
  await expect.poll(() => pair.lab.cloud.owner(pair.vip), { timeout: 18_000 }).toBe(ports[pair.peer(active)].eni);
  await attack;
  await pair.revive();
}

/** Takes away all that keeps strangers out. */
async function open(pair: Pair) {
  const script = `sed -i /vrrp_check_unicast_src/d /etc/keepalived/keepalived.conf
systemctl reload keepalived; sleep 1; /etc/keepalived/vrrp_guard.sh off`;
  for (const name of names) await pair.sh(name, script);
  await pair.settled();
}

describeLab('a stranger of the VPC that the security groups let in', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await Pair.start({ detection: 'fast' }, { landingMs: 1000 }, '--no-drill');
  });
  afterAll(() => pair?.lab.close());

  const verify = () => pair.lab.run(['verify', '--answers', pair.answers]);
  const setUp = () => pair.lab.run(['--answers', pair.answers, '--yes', '--no-drill']);

  it('steers nothing: no role changes, nothing moves, no reply is lost', () => expectSteadfast(pair, 'client'));

  it('does not keep a dead host from being replaced meanwhile', () => expectTakeover(pair, 'client'));

  it('steers a pair that keeps nobody out, and verify says what is missing', async () => {
    await open(pair);
    let over = false;
    const attack = forge(pair.lab, 'client', { seconds: 10, vip: pair.vip, vrids }).finally(() => {
      over = true;
    });
    // Either host becomes MASTER again and again, and gives way at the next advert.
    const during: string[] = [];
    for (; !over; await sleep(300)) during.push((await roles(pair)).join());
    await attack;
    expect(during).toContain('BACKUP,BACKUP');
    await pair.settled();
    const verified = await verify();
    expect(verified.code).toBe(4);
    expect(verified.stdout).toContain('any host that the security groups let in can steer the pair');
    expect((await setUp()).code).toBe(0);
    const repaired = await verify();
    expect(repaired.code, repaired.stdout).toBe(0);
  });

  describe.each(['iptables-nft', 'iptables-legacy'])('is kept out by %s where there is no nft', (kind) => {
    const all = async (script: string) => {
      for (const name of names) {
        const { code, stdout, stderr } = await pair.sh(name, `set -e\n${script}`);
        expect(code, stdout + stderr).toBe(0);
      }
    };
    const chain = async (name: MachineName) =>
      (await pair.sh(name, 'iptables -t raw -S')).stdout.split('\n').filter((line) => line.includes('ha-setup-vrrp'));

    beforeAll(async () => {
      await all(`apt-get update -qq && apt-get install -qq -y iptables >/dev/null
update-alternatives --quiet --set iptables /usr/sbin/${kind}
/etc/keepalived/vrrp_guard.sh off
mv /usr/sbin/nft /usr/sbin/nft.away`);
      const verified = await verify();
      expect(verified.stdout).toContain('any host that the security groups let in can steer the pair');
      const { code, stdout, stderr } = await setUp();
      expect(code, stdout + stderr).toBe(0);
    });
    afterAll(() => all('[ -e /usr/sbin/nft ] || mv /usr/sbin/nft.away /usr/sbin/nft; systemctl reload keepalived'));

    it('and steers nothing', async () => {
      const verified = await verify();
      expect(verified.code, verified.stdout).toBe(0);
      await expectSteadfast(pair, 'client');
    });

    it('also where the peer becomes another, and the former one a stranger', async () => {
      const rules = (peer: string) => [
        '-N ha-setup-vrrp',
        expect.stringMatching(/^-A PREROUTING -p (112|vrrp) -j ha-setup-vrrp$/),
        `-A ha-setup-vrrp -s ${peer}/32 -j ACCEPT`,
        '-A ha-setup-vrrp -j DROP',
      ];
      expect(await chain('a')).toEqual(rules(ports.b.ip));
      const guard = (peer: string, other: string) =>
        pair.sh(
          'a',
          `sed -i 's/ ${peer}$/ ${other}/' /etc/keepalived/keepalived.conf; /etc/keepalived/vrrp_guard.sh on`,
        );
      await guard(ports.b.ip, ports.c.ip);
      expect(await chain('a')).toEqual(rules(ports.c.ip));
      await guard(ports.c.ip, ports.b.ip);
      expect(await chain('a')).toEqual(rules(ports.b.ip));
    });

    it('and nothing of it is left where nft is there again, or the guard is taken off', async () => {
      await all('mv /usr/sbin/nft.away /usr/sbin/nft; systemctl reload keepalived');
      expect(await chain('a')).toEqual([]);
      expect((await pair.sh('a', 'nft list table ip ha_setup_vrrp')).stdout).toContain(ports.b.ip);
      await all('/etc/keepalived/vrrp_guard.sh off');
      expect(await chain('a')).toEqual([]);
      expect((await pair.sh('a', 'nft list tables')).stdout).not.toContain('ha_setup_vrrp');
    });
  });
});

describeLab('a neighbour in the subnet: another pair, taken over by somebody who knows the password', () => {
  let pair: Pair;
  let neighbours: Readonly<Record<'c' | 'd', Machine>>;
  let password: string;

  beforeAll(async () => {
    pair = await Pair.start({}, { landingMs: 1000 }, '--no-drill');
    const { lab } = pair;
    neighbours = { c: await lab.addSpare('c'), d: await lab.addSpare('d') };
    const nodes = [{ instance: ports.c.instance }, { instance: ports.d.instance }];
    const { code, stdout, stderr } = await lab.run([
      '--answers',
      await lab.answers({ cluster: 'db', nodes }),
      '--yes',
      '--no-drill',
    ]);
    expect(code, stdout + stderr).toBe(0);
    const shown = await pair.sh('a', "sed -n 's/.*auth_pass //p' /etc/keepalived/keepalived.conf");
    password = shown.stdout.trim();
  });
  afterAll(() => pair?.lab.close());
  afterEach(async () => {
    await pair.settled(60_000);
  });

  const sent = () => [password.replace(/^"|"$/g, '')];
  /** keepalived's own configuration of one host in another's words. */
  const become = (name: HostName & ('c' | 'd'), changes: string) =>
    neighbours[name].exec([
      'sh',
      '-ec',
      `cd /etc/keepalived; sed -i "${changes}" keepalived.conf; systemctl reload keepalived`,
    ]);

  it('leaves it alone as long as nobody has taken it over: two pairs, two VRIDs', async () => {
    expect(vrids[0]).not.toBe(vrids[1]);
    expect(await roles(pair)).toEqual(['BACKUP', 'MASTER']);
    const shown = await Promise.all(
      (['c', 'd'] as const).map((name) => neighbours[name].exec(['/etc/keepalived/vip.py', 'status'])),
    );
    expect(shown.map(({ stdout }) => JSON.parse(stdout).role).sort()).toEqual(['BACKUP', 'MASTER']);
  });

  it('steers nothing by adverts of every kind', () => expectSteadfast(pair, 'c', sent()));

  it('does not keep a dead host from being replaced meanwhile', () => expectTakeover(pair, 'c', sent()));

  it('steers nothing by a keepalived that takes itself for one of the pair', async () => {
    const before = await pair.settled();
    const { lost, moves } = await pair.measure(async () => {
      for (const [name, peer] of [
        ['c', 'a'],
        ['d', 'b'],
      ] as const) {
        const quoted = password.replace(/[\\&/]/g, '\\$&').replace(/["`$]/g, '\\$&');
        await become(
          name,
          [
            `s/virtual_router_id .*/virtual_router_id ${vrids[0]}/; s/^    priority .*/    priority 254/`,
            `s/auth_pass .*/auth_pass ${quoted}/; /unicast_peer/,/}/s/10[.0-9]*/${ports[peer].ip}/`,
            's/^    nopreempt//; /track_script {/,/}/d',
          ].join('; '),
        );
      }
      await sleep(15_000);
    }, 2000);
    const shown = await neighbours.c.exec(['sh', '-c', 'grep -c "priority 254" /etc/keepalived/keepalived.conf']);
    expect(shown.stdout.trim()).toBe('1');
    expect(await roles(pair)).toEqual(['BACKUP', 'MASTER']);
    expect({ lost, moves }).toEqual({ lost: 0, moves: 0 });
    expect(await pair.settled()).toBe(before);
    await expectTakeover(pair, 'd', sent());
  });

  it('would steer a pair that keeps nobody out', async () => {
    await open(pair);
    const attack = forge(pair.lab, 'c', { seconds: 10, vip: pair.vip, vrids, passwords: sent() });
    const [, during] = await Promise.all([attack, sleep(8000).then(() => roles(pair))]);
    expect(during).not.toContain('MASTER');
  });
});
