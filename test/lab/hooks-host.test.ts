import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { expectMeasured, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { type Measured, Pair } from './pair.js';

const both = ['a', 'b'] as const;

/** Leaves `left` KiB of the file system that is mounted there. */
const fill = (mount: string, left: number) => `
free=$(df -k --output=avail ${mount} | tail -n 1)
used=$(df -k --output=used ${mount} | tail -n 1)
[ "$free" -lt 100000 ] || mount -o remount,size=$((used + 1024))k ${mount}
dd if=/dev/zero of=${mount}/full bs=1k count=100000 2>/dev/null
truncate -s -${left}k ${mount}/full`;

/** What no crash and no full disk may leave behind in /run/ha-setup: drafts, and JSON that is not whole. */
const findHalves = `cd /run/ha-setup; ls -A | grep -E '[.][0-9]+[.][0-9]+$' | grep -v ^role
for file in *.json period endpoint addresses repaired; do
  [ ! -e $file ] || python3 -c 'import json, sys; json.load(open(sys.argv[1]))' $file 2>/dev/null || echo $file
done`;

describeLab('the hooks, when their host', () => {
  let pair: Pair;
  let active: MachineName;

  beforeAll(async () => {
    pair = await Pair.start({}, {}, '--no-drill');
    active = await pair.settled();
  });
  afterAll(() => pair?.lab.close());
  afterEach(async () => {
    active = await pair.revive();
  });

  const check = (measured: Measured, moves: number) => expectMeasured(measured, seamless, moves);
  const must = async (name: MachineName, script: string) => {
    const { code, stdout, stderr } = await pair.sh(name, script);
    if (code !== 0) throw new Error(`${name}: ${script} ended with ${code}: ${stdout}${stderr}`);
    return stdout.trim();
  };
  const onBoth = (script: string) => Promise.all(both.map((name) => must(name, script)));
  const watchPid = (name: MachineName) => must(name, 'pgrep -x ha-setup-vip');
  const switchOver = () => pair.switchFrom(active);

  it('boots together with its equal peer', async () => {
    const { machines } = pair.lab;
    await Promise.all(both.map((name) => machines[name].powerOff()));
    const ping = pair.lab.ping('client', pair.vip, { intervalMs: 20 });
    await pair.lab.cloud.clearCalls();
    await Promise.all(both.map((name) => machines[name].powerOn()));
    const holder = await pair.settled(40_000);
    expect(await ping.nextReply(Date.now(), 5000)).toBeDefined();
    await ping.stop();
    const moves = await pair.lab.cloud.mutations();
    console.log(`${expect.getState().currentTestName}: ${holder}, ${moves.length} moves`);
    expect(moves.length).toBeLessThanOrEqual(1);
  });

  it.each([0, 64])('has no room on its disks but %i KiB', async (left) => {
    await onBoth(`mountpoint -q /var/log || mount -t tmpfs -o size=128k tmpfs /var/log; ${fill('/var/log', left)}`);
    await onBoth(fill('/run', left));
    check(await pair.measure(switchOver, 500), 1);
    await pair.sh(active, 'rm -f /run/full; systemctl start keepalived');
    expect(await onBoth(findHalves)).toEqual(['', '']);
    await onBoth('rm -f /run/full; mount -o remount,size=64m /run; umount /var/log; sleep 1');
    expect(await onBoth(findHalves)).toEqual(['', '']);
  });

  it('has its /run emptied', async () => {
    const empty = () => onBoth('rm -rf /run/ha-setup /run/keepalived* /run/vrrp.pid');
    check(await pair.measure(empty, 9000), 0);
    expect(await onBoth('pgrep -cx ha-setup-vip')).toEqual(['1', '1']);
    expect(JSON.parse(await must(active, '/etc/keepalived/vip.py status'))).toMatchObject({
      role: 'MASTER',
      nic: true,
    });
    check(await pair.measure(switchOver, 500), 1);
  });

  it('has its python3 taken away and brought back, as an upgrade does', async () => {
    const to = pair.peer(active);
    const pid = await watchPid(to);
    const places = '/usr/bin/python3.11 /usr/lib/python3.11 /usr/lib/python3';
    try {
      await must(to, `for each in ${places}; do mv $each $each.away; done`);
      check(await pair.measure(switchOver, 3000), 1);
      expect(await watchPid(to)).toBe(pid);
    } finally {
      await must(to, `for each in ${places}; do mv $each.away $each; done`);
    }
    await sleep(2000);
    expect(await pair.holder()).toBe(to);
  });

  it.each([
    ['started anew, as needrestart does after an upgrade of what they run on', 'systemctl restart ha-setup-vip'],
    ['killed', 'pkill -KILL -x ha-setup-vip'],
  ])('has its hooks %s', async (_, script) => {
    const before = await watchPid(active);
    check(await pair.measure(() => must(active, script), 4000), 0);
    expect(await watchPid(active)).not.toBe(before);
    check(await pair.measure(switchOver, 500), 1);
  });

  it('has a library replaced under its hooks: needrestart starts them anew, twice in a row, and nobody notices', async () => {
    await must(active, 'apt-get update -q && apt-get install -q -y --no-install-recommends needrestart');
    const replaceLibrary = `lib=$(grep -o '/usr/lib/python3[^ ]*/_ssl[^ ]*' /proc/$(pgrep -x ha-setup-vip)/maps | head -n 1)
cp -p "$lib" "$lib.new" && mv "$lib.new" "$lib"`;
    const asks = async () =>
      (await must(active, 'needrestart -b -r l')).split('\n').filter((line) => line.includes('-SVC: '));
    expect(await asks()).toEqual([]);
    for (const _ of both) {
      const before = await watchPid(active);
      await must(active, replaceLibrary);
      expect(await asks()).toEqual(['NEEDRESTART-SVC: ha-setup-vip.service']);
      check(
        await pair.measure(() => must(active, 'DEBIAN_FRONTEND=noninteractive needrestart -q -r a; sleep 3'), 2000),
        0,
      );
      expect(await watchPid(active)).not.toBe(before);
      expect(await asks()).toEqual([]);
    }
  });

  it('has hooks outside a service, as an earlier version started them: a run changes that, and nobody notices', async () => {
    const cgroup = '/system.slice/keepalived.service/cgroup.procs';
    const outside = `systemctl disable --now ha-setup-vip
rm /etc/systemd/system/ha-setup-vip.service /run/ha-setup/beat; systemctl daemon-reload
for root in /sys/fs/cgroup/systemd /sys/fs/cgroup; do [ ! -e $root${cgroup} ] || echo $$ >$root${cgroup}; done
setsid /etc/keepalived/vip.py watch </dev/null >/dev/null 2>&1 &
sleep 2; pgrep -x ha-setup-vip`;
    const before = await must(active, outside);
    const again = () => pair.lab.run(['--answers', pair.answers, '--yes', '--no-drill']);
    check(await pair.measure(again, 4000), 0);
    expect(await must(active, 'systemctl is-active ha-setup-vip; pgrep -cx ha-setup-vip')).toBe('active\n1');
    expect(await watchPid(active)).not.toBe(before);
  });

  it('has hooks that hang: they are started anew, and nothing moves', async () => {
    const before = await watchPid(active);
    check(await pair.measure(() => must(active, 'pkill -STOP -x ha-setup-vip'), 25_000), 0);
    expect(await watchPid(active)).not.toBe(before);
  });

  it('has hooks that cannot run at all: the active one hands over, and the other one never takes over', async () => {
    const standby = pair.peer(active);
    check(await pair.measure(() => must(active, 'systemctl stop ha-setup-vip'), 45_000), 1);
    expect([...(await pair.devices(standby))].sort()).toEqual(['eth0', 'lo']);
    await must(standby, 'systemctl stop keepalived');
    await sleep(15_000);
    expect(await pair.devices(active)).not.toContain('lo');
  });

  it('is told two roles within 100 ms, and one of them late', async () => {
    const standby = pair.peer(active);
    const notify = '/etc/keepalived/notify_action.sh';
    const role = async (name: MachineName) =>
      JSON.parse(await must(name, '/etc/keepalived/vip.py status')).role as string;
    const roles = async () => [await role(active), await role(standby)];
    const tell = async () => {
      await Promise.all([
        must(active, `${notify} BACKUP; ${notify} FAULT; ${notify} MASTER`),
        must(standby, `${notify} MASTER; ${notify} BACKUP`),
      ]);
      expect(await roles()).toEqual(['MASTER', 'BACKUP']);
      // A process keeps the time of its start through exec: these come late, and are older than what was told meanwhile.
      await Promise.all([
        must(active, `sh -c 'sleep 0.3; exec ${notify} BACKUP' & sleep 0.1; ${notify} MASTER; wait`),
        must(standby, `sh -c 'sleep 0.3; exec ${notify} MASTER' & sleep 0.1; ${notify} BACKUP; wait`),
      ]);
    };
    check(await pair.measure(tell, 2000), 0);
    expect(await roles()).toEqual(['MASTER', 'BACKUP']);
  });

  it('is woken: it reads the record at once', async () => {
    await sleep(1000);
    await pair.lab.cloud.clearCalls();
    await must(pair.peer(active), '/etc/keepalived/notify_action.sh WAKE');
    await sleep(1000);
    const calls = await pair.lab.cloud.calls();
    expect(calls.map(({ action }) => action)).toContain('DescribeNetworkInterfaces');
  });
});
