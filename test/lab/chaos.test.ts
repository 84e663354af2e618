import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountChange } from '../../src/lab/cloud/account-change.js';
import type { Knobs } from '../../src/lab/cloud/knobs.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** The seed is printed; HA_SETUP_CHAOS_SEED repeats a run, HA_SETUP_CHAOS_ROUNDS makes it a long one. */
const seed = Number(process.env['HA_SETUP_CHAOS_SEED'] ?? Date.now() % 1e6);
const rounds = Number(process.env['HA_SETUP_CHAOS_ROUNDS'] ?? 3);
const detection = process.env['HA_SETUP_CHAOS_DETECTION'] ?? 'standard';
const mode = process.env['HA_SETUP_CHAOS_MODE'] ?? 'stable';
const mechanism = process.env['HA_SETUP_CHAOS_MECHANISM'] ?? 'migrate';
const credentials = process.env['HA_SETUP_CHAOS_CREDENTIALS'] ?? 'role';
const modes = mode === 'preferred' ? { mode, preferred: ports.a.instance, failback: 4 } : { mode };

/** Numbers in [0, 1) that a seed repeats (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Fault {
  readonly name: string;
  make(pair: Pair, host: MachineName): Promise<unknown>;
  repair?(pair: Pair, host: MachineName): Promise<unknown>;
}

const run = (name: string, script: string, repair?: string): Fault => ({
  name,
  make: (pair, host) => pair.sh(host, script),
  ...(repair && { repair: (pair: Pair, host: MachineName) => pair.sh(host, repair) }),
});
const cloud = (name: string, knobs: Partial<Knobs>): Fault => ({
  name,
  make: (pair) => pair.lab.cloud.set(knobs),
  repair: (pair) => pair.lab.cloud.resetKnobs(),
});
const api = (name: string, effect: NonNullable<Knobs['faults'][number]>['effect'], action = '*', times?: number) =>
  cloud(name, { faults: [{ action, effect, ...(times && { times }) }] });
const account = (name: string, change: (pair: Pair, host: MachineName) => AccountChange): Fault => ({
  name,
  make: (pair, host) => pair.lab.cloud.change(change(pair, host)),
});
const log = '/var/log/keepalived.log';
const python = '/usr/bin/python3.11 /usr/lib/python3.11';
const restoreNetwork = (pair: Pair) => pair.lab.network.restore();

const onHosts: readonly Fault[] = [
  run('stop keepalived', 'systemctl stop keepalived', 'systemctl start keepalived'),
  run('restart keepalived', 'systemctl restart keepalived'),
  run('reload keepalived', 'systemctl reload keepalived'),
  run('kill -9 keepalived', 'kill -9 $(cat /run/keepalived.pid /run/vrrp.pid)'),
  run('kill -9 all of it', 'systemctl kill -s KILL keepalived'),
  run('freeze all of it', 'systemctl kill -s STOP keepalived', 'systemctl kill -s CONT keepalived'),
  run('kill -9 vip.py', 'kill -9 $(cat /run/ha-setup/watch.pid)'),
  run('restart vip.py', 'systemctl restart ha-setup-vip'),
  run('freeze vip.py', 'pkill -STOP -x ha-setup-vip', 'pkill -CONT -x ha-setup-vip'),
  run('stop vip.py', 'systemctl stop ha-setup-vip', 'systemctl start ha-setup-vip'),
  run('empty /run/ha-setup', 'rm -rf /run/ha-setup'),
  run(
    'hold',
    'echo "$(($(cut -d. -f1 /proc/uptime) + 3600)) chaos" > /run/ha-setup/fault.held',
    'rm -f /run/ha-setup/fault.held',
  ),
  run(
    'fill /run',
    'mount -o remount,size=$(($(df -k --output=used /run | tail -n 1) + 64))k /run; dd if=/dev/zero of=/run/full bs=1k',
    'rm -f /run/full; mount -o remount,size=64m /run',
  ),
  run(
    'take python3 away',
    `for each in ${python}; do mv $each $each.away; done`,
    `for each in ${python}; do [ ! -e $each.away ] || mv $each.away $each; done`,
  ),
  run('link down', 'ip link set eth0 down', 'ip link set eth0 up; ip route replace default via 10.0.1.1'),
  run('a log that hangs', `mv ${log} ${log}.away; mkfifo ${log}`, `timeout 1 cat ${log}; mv ${log}.away ${log}`),
  { name: 'cut the network', make: (pair, host) => pair.lab.network.cut(host), repair: restoreNetwork },
  {
    name: 'cut the power',
    make: (pair, host) => pair.lab.machines[host].powerOff(),
    repair: (pair, host) => pair.lab.machines[host].powerOn(),
  },
  { name: 'block the API', make: (pair, host) => pair.lab.network.blockApi(host), repair: restoreNetwork },
];
const everywhere: readonly Fault[] = [
  { name: 'block VRRP', make: (pair) => pair.lab.network.blockVrrp(), repair: restoreNetwork },
  { name: 'block pings', make: (pair) => pair.lab.network.blockPings(), repair: restoreNetwork },
  { name: 'block everything between the hosts', make: (pair) => pair.lab.network.blockPair(), repair: restoreNetwork },
  { name: 'lose DNS', make: (pair) => pair.lab.network.blockDns('lost'), repair: restoreNetwork },
  { name: 'DNS refuses', make: (pair) => pair.lab.network.blockDns('refused'), repair: restoreNetwork },
  cloud('API refuses connections', { refuseConnections: true }),
  cloud('internal endpoint unreachable', { unreachableHosts: ['vpc.internal.tencentcloudapi.com'] }),
  cloud('EIP stays behind', { eipFollowsVip: false }),
  cloud('EIP comes loose', { eipFollowsVip: 'unbound' }),
  api('API hangs', { hang: true }),
  api('API takes 3 s', { delayMs: 3000 }),
  api('API answers 502', { status: 502 }),
  api('API throttles', { code: 'RequestLimitExceeded' }),
  api('a move fails', { taskFails: true }, 'MigratePrivateIpAddress', 1),
  cloud("the API's clock is 10 minutes ahead", { clockOffsetSeconds: 600 }),
  cloud('no metadata service', { metadata: 'hang' }),
  api('an action limit', { code: 'LimitExceeded.ActionLimited' }, '*', 8),
  api('an error inside', { code: 'InternalServerError' }, 'MigratePrivateIpAddress', 3),
  account('new credentials', () => ({ kind: 'rotate-credentials', expireOld: true })),
  account('a person moves the VIP', (pair, host) => ({ kind: 'move', address: pair.vip, to: ports[host].eni })),
  api('a move takes 9 s', { landingMs: 9000 }, 'MigratePrivateIpAddress'),
  api('a busy ENI', { code: 'UnsupportedOperation.MutexOperationTaskRunning' }, 'MigratePrivateIpAddress', 3),
  api("a move's answer is lost", { lostReply: true }, 'MigratePrivateIpAddress', 1),
];

/** Only where the VIP is a HAVIP. */
const onHaVips: readonly Fault[] = [
  cloud('a claim is lost', { haVipClaimsLost: 1 }),
  cloud('two claims are lost', { haVipClaimsLost: 2 }),
  cloud('claims are late by 10 s', { haVipClaimLateMs: 10_000 }),
  cloud('DescribeHaVips lags by 5 s', { haVipDescribeLagMs: 5000 }),
  api('no record', { code: 'InternalError' }, 'DescribeHaVips'),
];
/** Who asks nobody cannot know that the record has changed behind its back. */
const onRecords: readonly Fault[] = [
  account('somebody announces the VIP', (pair, host) => ({
    ...{ kind: 'announce', address: pair.vip, eni: ports[host].eni },
  })),
  {
    name: 'a person unbinds the HAVIP',
    make: async ({ lab }) => {
      const [haVip] = (await lab.cloud.record()).haVips;
      if (haVip !== undefined) await lab.cloud.change({ kind: 'unbind-havip', id: haVip.id });
    },
  },
];
const anywhere: readonly Fault[] =
  mechanism === 'migrate'
    ? everywhere
    : [...everywhere, ...onHaVips, ...(credentials === 'none' ? [] : onRecords)].filter(
        ({ name }) => !['EIP stays behind', 'EIP comes loose', 'a person moves the VIP'].includes(name),
      );

describeLab(
  `random faults (seed ${seed}, ${rounds} rounds, ${mode}, ${detection}, ${mechanism}, ${credentials})`,
  () => {
    let pair: Pair;
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T => {
      const found = list[Math.floor(random() * list.length)];
      if (found === undefined) throw new Error('an empty list');
      return found;
    };

    beforeAll(async () => {
      const hostCredentials = { type: credentials };
      pair = await Pair.start({ eip: 'allocate', detection, mechanism, hostCredentials, ...modes });
      await pair.settled();
    });
    afterAll(() => pair?.lab.close());

    const eipAgrees = async (holder: MachineName) => {
      const { eips, haVips } = await pair.lab.cloud.record();
      // On a HAVIP it goes with it.
      if (mechanism === 'havip') return haVips.some(({ eip }) => eip !== undefined);
      const ours = eips.find((eip) => eip.name.includes('web'));
      return ours !== undefined && JSON.stringify(ours).includes(ports[holder].eni);
    };
    /** All of it within 30 s: one holder by record, NIC and VRRP, the EIP with it, and the VIP answers. */
    const agrees = async () => {
      const end = Date.now() + 30_000;
      let holder = await pair.settled();
      while (!(await eipAgrees(holder))) {
        if (Date.now() > end) throw new Error(`the EIP is not on the VIP\n${await pair.story()}`);
        await sleep(300);
        holder = await pair.settled();
      }
      const ping = pair.lab.ping('client', pair.vip, { intervalMs: 20 });
      const reply = await ping.nextReply(Date.now(), 2000);
      await ping.stop();
      expect(reply, await pair.story()).toBeDefined();
      return holder;
    };

    const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
    it.each(numbers)('round %i', async (number) => {
      const active = await pair.settled();
      const pickHost = () => (random() < 0.7 ? active : pair.peer(active));
      const faults: [Fault, MachineName][] = [[random() < 0.6 ? pick(onHosts) : pick(anywhere), pickHost()]];
      if (random() < 0.4) faults.push([random() < 0.7 ? pick(onHosts) : pick(anywhere), pickHost()]);
      const lasts = 500 + random() * 14_000;
      const said = faults
        .map(([fault, host]) => `${fault.name} (${host}, ${host === active ? 'active' : 'standby'})`)
        .join(' and ');
      const started = Date.now();
      for (const [fault, host] of faults) await fault.make(pair, host).catch(() => undefined);
      await sleep(lasts);
      // The last one first: a host that has no power can only be repaired once it has it again.
      for (const [fault, host] of faults.reverse()) await fault.repair?.(pair, host).catch(() => undefined);
      await pair.lab.network.restore();
      await Promise.all(Object.values(pair.lab.machines).map((machine) => machine.powerOn()));
      const repaired = Date.now();
      const holder = await agrees().catch(async (error: unknown) => {
        console.log(`round ${number}: ${said} for ${(lasts / 1000).toFixed(1)} s: FAILED`);
        // The next round starts from a pair that is well, however long this one takes.
        await pair.settled(120_000).catch(() => undefined);
        throw error;
      });
      const times = `${((repaired - started) / 1000).toFixed(1)} s, settled after ${((Date.now() - repaired) / 1000).toFixed(1)} s`;
      console.log(`round ${number}: ${said} for ${times} on ${holder}`);
    });
  },
);
