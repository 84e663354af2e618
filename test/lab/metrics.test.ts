import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { unpackProgram } from '../debian-program.js';
import { expectMeasured, seamless } from './measured.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const folder = '/var/lib/prometheus/node-exporter';
const file = `${folder}/ha_setup_web.prom`;
const both = ['a', 'b'] as const;
const program = '/usr/local/bin/node_exporter';

describeLab('figures for Prometheus', () => {
  let pair: Pair;
  let active: MachineName;
  let promtool = '';

  const sh = async (name: MachineName, script: string) => (await pair.sh(name, script)).stdout;

  /** A host's figures as Debian's node_exporter hands them out. */
  async function scrape(name: MachineName): Promise<Readonly<Record<string, number>>> {
    const text = await sh(
      name,
      `python3 -c 'import urllib.request as u; print(u.urlopen("http://127.0.0.1:9100/metrics").read().decode())'`,
    );
    const lines = text.split('\n').filter((line) => line.startsWith('ha_setup_') || line.startsWith('node_textfile'));
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
    );
  }

  /** As node_exporter writes it: its labels by the alphabet. */
  const figure = (name: string, labels = '') =>
    `ha_setup_${name}{${['cluster="web"', ...labels.split(',').filter(Boolean)].sort().join(',')}}`;

  async function until(name: MachineName, key: string, value: number) {
    for (const end = Date.now() + 30_000; ; await sleep(300)) {
      const found = await scrape(name);
      if (found[key] === value) return found;
      if (Date.now() > end) expect(found).toMatchObject({ [key]: value });
    }
  }

  beforeAll(async () => {
    promtool = unpackProgram('prometheus', 'usr/bin/promtool');
    const exporter = readFileSync(unpackProgram('prometheus-node-exporter', 'usr/bin/prometheus-node-exporter'));
    pair = await Pair.start({ metrics: { textfile: folder } }, {}, '--no-drill');
    for (const name of both) {
      await pair.lab.machines[name].exec(['sh', '-c', `base64 -d >${program}; chmod 755 ${program}`], {
        stdin: exporter.toString('base64'),
      });
      await sh(
        name,
        `mkdir -p ${folder}; systemd-run -q --unit=exporter --uid=nobody ${program} --web.listen-address=127.0.0.1:9100 --collector.disable-defaults --collector.textfile --collector.textfile.directory=${folder}; sleep 1`,
      );
    }
    active = await pair.settled();
  });
  afterAll(() => pair?.lab.close());

  it('says before a run that the folder is missing, and does no harm without it', async () => {
    // The folder was made after the run: the log has it, and the pair works.
    expect((await pair.log(active)).join('\n')).toContain(
      `the figures are not in ${folder}: No such file or directory`,
    );
  });

  it("are read by Debian's node_exporter, and pass promtool", async () => {
    const standby = pair.peer(active);
    const ofActive = await until(active, figure('vip_owner', ',owner="self"'), 1);
    expect(ofActive).toMatchObject({
      [figure('vip_on_nic')]: 1,
      [figure('fit')]: 1,
      [figure('vrrp_role', ',role="MASTER"')]: 1,
      node_textfile_scrape_error: 0,
    });
    expect(ofActive[figure('credentials_expiry_timestamp_seconds')]).toBeGreaterThan(Date.now() / 1000);
    await until(standby, figure('vip_owner', ',owner="peer"'), 1);
    for (const name of both) {
      const text = await sh(name, `cat ${file}`);
      const checked = execFileSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8', stdio: 'pipe' });
      expect(checked).toBe('');
    }
    expect(await sh(active, `stat -c '%a %U' ${file}; ls -A ${folder}`)).toBe('644 root\nha_setup_web.prom\n');
  });

  it('follow a failover', async () => {
    const to = pair.peer(active);
    await pair.switchFrom(active);
    const found = await until(to, figure('switches_total', ',cause="became-master"'), 1);
    expect(found[figure('outage_seconds_total', ',cause="became-master"')]).toBe(0);
    await until(active, figure('fit'), 0);
    active = await pair.revive();
    await until(pair.peer(active), figure('fit'), 1);
  });

  it('cost a failover nothing where their disk is full', async () => {
    for (const name of both) {
      await sh(name, `mount -t tmpfs -o size=16k tmpfs ${folder}; dd if=/dev/zero of=${folder}/full bs=1k 2>/dev/null`);
    }
    await sleep(6000);
    expectMeasured(await pair.measure(() => pair.switchFrom(active)), seamless, 1);
    for (const name of both) await sh(name, `umount ${folder}`);
    active = await pair.revive();
    await until(active, figure('vip_owner', ',owner="self"'), 1);
  });

  it('go with uninstall', async () => {
    const { code, stderr } = await pair.lab.run(['uninstall', '--answers', pair.answers, '--yes']);
    expect(code, stderr).toBe(0);
    for (const name of both) expect(await sh(name, `ls -A ${folder}`)).toBe('');
  });
});
