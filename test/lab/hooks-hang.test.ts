import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';
import { LogDisk } from './log-disk.js';
import { expectMeasured as check, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

/** ms: detection, a reading and a call, the lab's landing, and as generous as elsewhere. */
const takeover = 2000 + 8000;

interface Trouble {
  readonly what: string;
  /** On the standby, or in the network or the cloud as it sees them. */
  make(pair: Pair, standby: MachineName): Promise<unknown>;
  end?(pair: Pair, standby: MachineName): Promise<unknown>;
}

/** What becomes of a question for a name that nobody has asked for, and how long that takes. */
async function askName(pair: Pair, host: MachineName) {
  const from = Date.now();
  const { code } = await pair.sh(host, 'timeout 15 getent ahostsv4 packages.lab');
  return { found: code === 0, ms: Date.now() - from };
}

async function blockDns(pair: Pair, host: MachineName, how: 'lost' | 'refused' | 'slow') {
  const healthy = await askName(pair, host);
  expect(healthy.found && healthy.ms < 2000, JSON.stringify(healthy)).toBe(true);
  await pair.lab.network.blockDns(how, host);
  const { found, ms } = await askName(pair, host);
  expect({ found, isSlow: ms > 3000 }).toEqual(
    {
      lost: { found: false, isSlow: true },
      refused: { found: false, isSlow: false },
      slow: { found: true, isSlow: true },
    }[how],
  );
}

const log = '/var/log/keepalived.log';
let disk: LogDisk | undefined;
const troubles: readonly Trouble[] = [
  { what: 'a name service that loses every question', make: (pair, host) => blockDns(pair, host, 'lost') },
  { what: 'a name service that refuses', make: (pair, host) => blockDns(pair, host, 'refused') },
  { what: 'a name service that answers after 4 s', make: (pair, host) => blockDns(pair, host, 'slow') },
  { what: 'a metadata service that hangs', make: (pair) => pair.lab.cloud.set({ metadata: 'hang' }) },
  {
    what: 'a log on a disk that is frozen, as it is while a snapshot is made',
    make: async (pair, host) => {
      disk = await LogDisk.mount(pair.lab, host);
      await sleep(3000);
      await disk.freeze();
    },
    end: async () => {
      await disk?.remove();
      disk = undefined;
    },
  },
  {
    what: 'a log that nobody reads: a FIFO',
    make: (pair, host) => pair.sh(host, `mv ${log} ${log}.away; mkfifo ${log}`),
    end: (pair, host) => pair.sh(host, `timeout 2 cat ${log} >/dev/null; mv ${log}.away ${log}`),
  },
  {
    what: 'the first of two endpoints hung',
    make: (pair) => pair.lab.cloud.set({ unreachableHosts: ['vpc.internal.tencentcloudapi.com'] }),
  },
  { what: 'pings lost between the hosts', make: (pair) => pair.lab.network.blockPings() },
];

describeLab('the hooks, while something hangs,', () => {
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

  it.each(troubles)('take over from a host without power, with $what', async ({ make, end }) => {
    const standby = pair.peer(active);
    try {
      await make(pair, standby);
      await sleep(3000);
      check(await pair.measure(() => pair.lab.machines[active].powerOff(), 12_000), takeover, 1);
    } finally {
      await end?.(pair, standby);
    }
  });

  it('move the VIP once where nothing passes between the hosts', async () => {
    check(await pair.measure(() => pair.lab.network.blockPair(), 40_000), seamless, 1);
    check(await pair.measure(() => pair.lab.network.restore(), 15_000), seamless, 0);
  });

  it('hand over where the health check of the active host never ends', async () => {
    const settings = '/etc/keepalived/ha-setup.json';
    const hang = `sed -i 's#"healthCheck": null#"healthCheck": {"command": "sleep 1000"}#' ${settings}`;
    const before = `sed -i 's#"healthCheck": {"command": "sleep 1000"}#"healthCheck": null#' ${settings}`;
    const start = '; systemctl restart ha-setup-vip';
    const measured = await pair.measure(() => pair.sh(active, hang + start), 40_000);
    await pair.sh(active, before + start);
    check(measured, seamless, 1);
  });

  it('answer a slip: a person moves the VIP to a host in maintenance, and the other one fetches it back', async () => {
    const standby = pair.peer(active);
    await pair.sh(standby, 'systemctl stop keepalived');
    await sleep(3000);
    await pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports[standby].eni });
    const ping = pair.lab.ping('client', pair.vip, { intervalMs: 20 });
    await sleep(5000);
    const from = Date.now();
    const reply = await ping.nextReply(from, 60_000);
    await ping.stop();
    expect(reply, await pair.story()).toBeDefined();
    console.log(`a slip: ${((reply ?? 0) - from + 5000) / 1000} s`);
  });

  it('follow a person who moves the VIP to a fit standby within seconds', async () => {
    const to = pair.peer(active);
    const move = () => pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports[to].eni });
    check(await pair.measure(move, 20_000), 3000, 0);
    expect(await pair.holder()).toBe(to);
  });
});
