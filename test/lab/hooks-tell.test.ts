import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { logsResult } from '../../src/cluster/logs-result.js';
import { notifyResult } from '../../src/cluster/notify-result.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { labKeys } from '../../src/lab/operator.js';
import { ports } from '../../src/lab/world.js';
import { Listener } from './listener.js';
import { expectMeasured, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const both = ['a', 'b'] as const;
const onSwitch = '/usr/local/sbin/on-switch';

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
    // A command that is not there yet is refused by preflight, so the run comes without it first.
    pair = await Pair.start({ notify: { webhook: Listener.url } }, {}, '--no-drill');
    for (const name of both) await pair.sh(name, `printf '#!/bin/sh\\nexit 0\\n' >${onSwitch}; chmod 755 ${onSwitch}`);
    const answers = await pair.lab.answers({ notify: { webhook: Listener.url, command: onSwitch } });
    const { code, stderr } = await pair.lab.run(['--answers', answers, '--yes', '--no-drill']);
    expect(code, stderr).toBe(0);
    pair.answers = answers;
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
    expect(await listener.hears(1)).toMatchObject([
      {
        ...{ ...change(second), why: 'became MASTER', code: 'became-master', outage: 0, vip: pair.vip },
        ...{ instance: ports[second].instance, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/) },
      },
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

  it('runs the command on both hosts, each with its role, and never in the way', async () => {
    const told = '/run/told';
    for (const name of both) {
      await sh(
        name,
        `rm -f ${told}; printf '%s\\n' '#!/bin/sh' 'env | grep ^HA_SETUP_ | sort >>${told}; echo end >>${told}; sleep 60' >${onSwitch}; chmod 755 ${onSwitch}`,
      );
    }
    const [from, to] = [active, pair.peer(active)];
    expectMeasured(await pair.measure(switchOver), seamless, 1);
    for (const name of both) {
      const text = await sh(
        name,
        `for i in $(seq 100); do grep -q ^end ${told} && break; sleep 0.2; done; cat ${told}`,
      );
      expect(text).toContain(`HA_SETUP_FROM=${ports[from].eni}\n`);
      expect(text).toContain(`HA_SETUP_TO=${ports[to].eni}\n`);
      expect(text).toContain('HA_SETUP_CLUSTER=web\n');
      expect(text).toContain(name === to ? 'HA_SETUP_ROLE=MASTER\n' : 'HA_SETUP_CODE=peer-took\n');
    }
    for (const name of both) await sh(name, `printf '#!/bin/sh\\nexit 0\\n' >${onSwitch}`);
  });

  it('is tried from both hosts, which say what was answered', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const args = ['notify', '--test', '--answers', pair.answers];
    const well = await pair.lab.run([...args, '--json']);
    const { hosts } = notifyResult.parse(JSON.parse(well.stdout));
    expect(hosts).toEqual(both.map((name) => ({ instance: ports[name].instance, webhook: 'ok', command: 'ok' })));
    expect(well.code).toBe(0);
    expect(await listener.hears(2)).toMatchObject([
      { code: 'test', test: true },
      { code: 'test', test: true },
    ]);
    await listener.stop();
    listener = undefined;
    await sh('b', `printf '#!/bin/sh\\nexit 7\\n' >${onSwitch}; chmod 777 ${onSwitch}`);
    const ill = await pair.lab.run(args);
    expect(ill.code).toBe(1);
    expect(ill.stdout).toContain(`${ports.a.instance}: webhook: not told: [Errno 111] Connection refused`);
    expect(ill.stdout).toContain(`${ports.a.instance}: command: told, and accepted`);
    expect(ill.stdout).toContain(`${ports.b.instance}: command: not told: it is not run: others than root may change`);
    expect(ill.stdout + ill.stderr).not.toContain('/hook');
    await sh('b', `printf '#!/bin/sh\\nexit 0\\n' >${onSwitch}; chmod 755 ${onSwitch}`);
  });

  it('leaves what each host saw to logs: one timeline, with the cause', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const [from, to] = [active, pair.peer(active)];
    await switchOver();
    await sleep(3000);
    const run = await pair.lab.run(['logs', '--since', '2m', '--answers', pair.answers, '--json']);
    expect(run.code, run.stderr).toBe(0);
    const { switches, events, hosts } = logsResult.parse(JSON.parse(run.stdout));
    expect(switches.at(-1)).toMatchObject({
      ...{ from: ports[from].instance, to: ports[to].instance, outageMs: 0 },
      cause: { code: 'stopped', where: ports[from].instance },
    });
    expect(hosts.map(({ read }) => read)).toEqual([true, true]);
    for (const host of hosts) expect(Math.abs(host.clockOffsetMs ?? 9999)).toBeLessThan(1000);
    const kinds = (name: MachineName) =>
      events.filter(({ where }) => where === ports[name].instance).map(({ kind }) => kind);
    expect(kinds(to)).toEqual(expect.arrayContaining(['role', 'nic-on', 'accepted', 'landed', 'owner']));
    expect(kinds(from)).toEqual(expect.arrayContaining(['role', 'nic-off', 'owner']));
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
    const { stdout } = await pair.lab.run(['logs', '--answers', pair.answers]);
    expect(stdout).toContain(`cause: keepalived was stopped on ${ports[from].instance}`);
    console.log(stdout);
  });

  it('follows what is new', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const child = pair.lab.spawn(['logs', '--follow', '--answers', pair.answers]);
    let shown = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      shown += chunk;
    });
    for (const end = Date.now() + 20_000; shown === '' && Date.now() < end; ) await sleep(100);
    const before = shown.length;
    await switchOver();
    const line = `the VIP landed here from ${ports[active].instance}`;
    for (const end = Date.now() + 20_000; !shown.slice(before).includes(line) && Date.now() < end; ) await sleep(200);
    await sleep(5000);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(shown.slice(before).split(line)).toHaveLength(2);
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
    const records = /\] (?:switch|state|moved) \{/;
    const log = (await pair.log(to, before)).filter((line) => !records.test(line));
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

  it('speaks the language of the answers, and a change of it loses nothing', async () => {
    listener = await Listener.start(pair.lab, 'answers');
    const started = () => Promise.all(both.map((name) => sh(name, 'systemctl show -p MainPID,NRestarts keepalived')));
    const [before, lines] = [await started(), (await pair.log(active)).length];
    const notify = { webhook: Listener.url, format: 'wecom', command: onSwitch };
    const answers = await pair.lab.answers({ notify, language: 'zh' });
    let plan = '';
    const change = async () => {
      const { code, stdout, stderr } = await pair.lab.run(['--answers', answers, '--yes', '--no-drill']);
      expect(code, stderr).toBe(0);
      plan = stdout + stderr;
    };
    expectMeasured(await pair.measure(change), seamless, 0);
    expect(plan).toContain('language of log and README on the hosts: en → zh');
    expect(await started(), 'keepalived is left alone').toEqual(before);
    expect((await pair.log(active, lines)).join('\n')).toContain(`vip.py 开始监护 ${pair.vip}`);
    const to = pair.peer(active);
    const from = (await pair.log(to)).length;
    await switchOver();
    await sleep(1000);
    const told = (await pair.log(to, from)).join('\n');
    expect(told).toContain('-> 迁移 VIP：成为 MASTER');
    expect(told).toContain('VIP 已到达本机');
    const said = (await pair.log(to, from)).filter((line) => !/\] (?:switch|state|moved) \{/.test(line));
    for (const line of said) expect(line).not.toMatch(/[a-z]{3,} [a-z]{3,}/);
    expect(await sh(to, 'cat /etc/keepalived/README')).toContain('报文的去向由云端记录决定');
    // Whoever reads it in English learns the same from the codes.
    const { stdout } = await pair.lab.run(['logs', '--since', '1m', '--answers', answers]);
    expect(stdout).toContain(`cause: keepalived was stopped on ${ports[active].instance}`);
    console.log(`${said.join('\n')}\n${stdout}`);
    expect(JSON.stringify((await listener.hears(1)).at(-1))).toContain(`ha-setup：web 的 VIP ${pair.vip} 已从`);
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
