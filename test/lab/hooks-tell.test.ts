import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { labKeys } from '../../src/lab/operator.js';
import { ports } from '../../src/lab/world.js';
import { Listener } from './listener.js';
import { expectMeasured, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const both = ['a', 'b'] as const;

/** The role's key and token, as only its host can read them. */
const readSecrets = `python3 -c '
import json, urllib.request
base = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/"
get = lambda path: urllib.request.urlopen(base + path).read().decode()
found = json.loads(get(get("")))
print(found["TmpSecretKey"], found["Token"])'`;

describeLab('what the hooks tell', () => {
  let pair: Pair;
  let active: MachineName;
  let listener: Listener | undefined;

  beforeAll(async () => {
    pair = await Pair.start({ notify: { webhook: Listener.url } }, {}, '--no-drill');
    active = await pair.settled();
  });
  afterAll(() => pair?.lab.close());
  afterEach(async () => {
    await listener?.stop();
    listener = undefined;
    active = await pair.revive();
  });

  const sh = async (name: MachineName, script: string) => (await pair.sh(name, script)).stdout.trim();
  const switchOver = () => pair.switchFrom(active);
  const change = (to: MachineName) => ({ cluster: 'web', from: ports[pair.peer(to)].eni, to: ports[to].eni });

  it('posts each change of owner to the webhook', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const [first, second] = [active, pair.peer(active)];
    await switchOver();
    expect(await listener.hears(1)).toEqual([
      { ...change(second), why: 'became MASTER', code: 'became-master', outage: 0 },
    ]);
    active = await pair.revive();
    await pair.lab.machines[active].powerOff();
    const [, crash] = await listener.hears(2);
    expect(crash).toMatchObject({ ...change(first), why: 'became MASTER' });
    const { outage } = crash as { outage: number };
    expect(outage).toBeGreaterThan(2);
    expect(outage).toBeLessThan(15);
    active = await pair.revive();
    await pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports[pair.peer(active)].eni });
    await sh(active, '/etc/keepalived/vip.py converge');
    const [, , moved] = await listener.hears(3);
    expect(moved).toMatchObject({
      ...{ ...change(second), code: 'somebody-else', why: expect.stringContaining('somebody else') },
    });
    await sleep(1000);
    expect(listener.heard).toHaveLength(3);
  });

  it.each(['hangs', 'refuses'] as const)('delays no failover for a webhook that %s', async (how) => {
    listener = how === 'hangs' ? await Listener.start(pair.lab, how) : undefined;
    const started = Date.now();
    expectMeasured(await pair.measure(switchOver, 0), seamless, 1);
    expect(Date.now() - started).toBeLessThan(12_000);
    if (listener) expect(await listener.hears(1)).toHaveLength(1);
  });

  it('logs one line for each decision, with its reason, and none while nothing happens', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const to = pair.peer(active);
    const before = (await pair.log(to)).length;
    await switchOver();
    await pair.revive();
    await sleep(2000);
    const log = await pair.log(to, before);
    for (const line of log) expect(line).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[pid\d+\] \S/);
    expect(log.filter((line) => line.includes('-> migrate: became MASTER'))).toHaveLength(1);
    expect(log.filter((line) => line.includes('the VIP has landed here'))).toHaveLength(1);
    expect(new Set(log.map((line) => line.replace(/^\S+ \S+ \S+ /, ''))).size).toBe(log.length);
    expect(log.length, log.join('\n')).toBeLessThan(10);
    const quiet = () => Promise.all(both.map((name) => pair.log(name)));
    const start = await quiet();
    await sleep(13_000);
    expect(await quiet()).toEqual(start);
  });

  it("is rotated by the system's logrotate, and goes on in a new file", async () => {
    const rotate = 'logrotate -f /etc/logrotate.d/ha-setup && ls /var/log | grep ^keepalived';
    expect(await sh(active, rotate)).toBe('keepalived.log\nkeepalived.log.1');
    expect(await sh(active, 'stat -c "%a %U %G %s" /var/log/keepalived.log')).toBe('640 root adm 0');
    await switchOver();
    expect(await sh(active, 'cat /var/log/keepalived.log')).toContain('-> drop-nic: the cloud has moved the VIP');
    expect(await sh(active, rotate)).toBe('keepalived.log\nkeepalived.log.1\nkeepalived.log.2.gz');
    await pair.revive();
    expect(await sh(active, '/etc/keepalived/vip.py status >/dev/null && echo well')).toBe('well');
  });

  it('shows no secret in any log, state or file but the one that is for it', async () => {
    for (const name of both) {
      const [key = '', token = ''] = (await sh(name, readSecrets)).split(' ');
      expect(token.length).toBeGreaterThan(20);
      const patterns = [key, token, labKeys.operator.secretKey, labKeys.host.secretKey].map((one) => `-e ${one}`);
      const places = '/var/log /var/lib/ha-setup /run/ha-setup /run/log /etc/keepalived /tmp';
      expect(await sh(name, `grep -rlF ${patterns.join(' ')} ${places}`)).toBe('');
    }
  });
});
