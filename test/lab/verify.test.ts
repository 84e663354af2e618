import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusResult } from '../../src/cluster/status-result.js';
import { verifyResult } from '../../src/cluster/verify-result.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';
import { snapshotFiles } from './product.js';
import type { Scene } from './verify/defect.js';
import { defects } from './verify/defects.js';

describeLab('verify and status', () => {
  let scene: Scene;

  async function verify(args: readonly string[] = [], env?: NodeJS.ProcessEnv) {
    const { pair } = scene;
    const run = await pair.lab.run(['verify', '--answers', pair.answers, '--json', ...args], env ? { env } : {});
    expect(run.stderr).not.toContain('internal error');
    const result = verifyResult.parse(JSON.parse(run.stdout));
    return { ...run, result, ill: result.checks.filter(({ level }) => level !== 'ok') };
  }

  /** What was put right takes its time to be noticed: a role is back after an advert, the API's answer at the next look. */
  async function becomesWell() {
    const end = Date.now() + 30_000;
    for (;;) {
      const { code, ill } = await verify();
      if (ill.length === 0) return expect(code).toBe(0);
      if (Date.now() > end) return expect(ill).toEqual([]);
    }
  }

  beforeAll(async () => {
    const pair = await Pair.start({ eip: 'allocate' }, { latencyMs: 20, landingMs: 300, eipMs: 100 });
    const active = await pair.settled();
    const [eip] = (await pair.lab.cloud.record()).eips;
    scene = { pair, active, standby: pair.peer(active), eip: eip?.id ?? '' };
  });
  afterAll(() => scene?.pair.lab.close());

  it('reports nothing on a healthy pair, and changes nothing', async () => {
    const { lab } = scene.pair;
    const files = await snapshotFiles(lab);
    await lab.cloud.clearCalls();
    await becomesWell();
    expect((await verify()).result.diagnosis).toBeNull();
    expect((await lab.cloud.mutations()).filter(({ code }) => code === 'ok')).toEqual([]);
    expect(await snapshotFiles(lab)).toEqual(files);
  });

  describe.each(Object.entries(defects))('%s', (_, defect) => {
    it('is found and named, with how to repair it', async () => {
      const { id, says, hint, level = 'error', env } = defect;
      await defect.inject(scene);
      const { code, stderr, stdout, ill, result } = await verify([], env).finally(() => defect.undo(scene));
      const found = ill.filter((check) => check.id === id && check.message.includes(says));
      expect(found, JSON.stringify(ill, null, 1)).not.toEqual([]);
      for (const check of found) expect(check).toMatchObject({ level, hint: expect.stringContaining(hint) });
      for (const check of ill) if (check.level !== 'unproven') expect(check.hint).toBeTruthy();
      expect(result.diagnosis, JSON.stringify(ill, null, 1)).toMatchObject({ code: defect.cause });
      expect(code).toBe(ill.some((check) => check.level === 'error') ? 4 : 0);
      expect(stdout + stderr).not.toContain('Wr0ngPw1');
    });
  });

  it('reports nothing again once all of them are undone', becomesWell);

  it('finds several at once, and what its hints name repairs them', async () => {
    const { pair, standby } = scene;
    const { stderr } = await pair.sh(
      standby,
      `cd /etc/keepalived && printf '# \\n' >>keepalived.conf && rm notify_action.sh && chmod 600 check_self.sh && chown nobody README
rm /etc/logrotate.d/ha-setup; systemctl -q disable --now keepalived`,
    );
    expect(stderr).toBe('');
    const { ill } = await verify();
    const wanted = ['service.active', 'service.enabled', 'files.drift', 'files.missing', 'files.mode', 'files.owner'];
    expect(ill.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
    const named = ill.filter(({ id }) => wanted.includes(id)).map(({ hint }) => hint?.split(' ').slice(0, 3).join(' '));
    expect(new Set(named)).toEqual(new Set([`ha-setup --answers ${pair.answers}`]));
    const repaired = await pair.lab.run(['--answers', pair.answers, '--yes', '--no-drill']);
    expect(repaired.code, repaired.stderr).toBe(0);
    await becomesWell();
  });

  describe('status', () => {
    const status = async () => {
      const { pair } = scene;
      const started = performance.now();
      const run = await pair.lab.run(['status', '--answers', pair.answers, '--json']);
      return { ...run, ms: performance.now() - started, result: statusResult.parse(JSON.parse(run.stdout)) };
    };

    it('shows a healthy pair on one screen', async () => {
      const { pair, active, eip } = scene;
      const { result, code, ms } = await status();
      expect({ code, problems: result.problems }).toEqual({ code: 0, problems: [] });
      expect(ms).toBeLessThan(10_000);
      expect(result).toMatchObject({ healthy: true, vip: pair.vip, owner: ports[active].instance });
      expect(result.eip).toMatchObject({ id: eip, on: pair.vip });
      const roles = result.nodes.map(({ vrrp, nic, service, hooks }) => [vrrp, nic, service, hooks]);
      expect(roles.sort()).toEqual([
        ['BACKUP', false, 'active', 'running'],
        ['MASTER', true, 'active', 'running'],
      ]);
      const { stdout } = await pair.lab.run(['status', '--answers', pair.answers]);
      expect(stdout.split('\n').length).toBeLessThan(24);
      expect(stdout).toContain('web: well');
      expect(stdout).not.toContain('\u001B');
    });

    it('says what is wrong, and follows it with --watch', async () => {
      const { pair, standby } = scene;
      const child = pair.lab.spawn(['status', '--answers', pair.answers, '--watch']);
      let shown = '';
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        shown += chunk;
      });
      const sees = async (words: string, what: () => string) => {
        const end = Date.now() + 30_000;
        while (!what().includes(words)) {
          if (Date.now() > end) expect(what()).toContain(words);
          await sleep(100);
        }
      };
      await sees('web: well', () => shown);
      await pair.sh(standby, 'systemctl stop keepalived');
      await sees(`! ${ports[standby].instance}: keepalived is inactive`, () => shown);
      const before = shown.length;
      await pair.sh(standby, 'systemctl start keepalived');
      await sees('web: well', () => shown.slice(before));
      child.kill('SIGINT');
      await once(child, 'exit');
    });
  });

  it('fails over where that is asked, reboots the active host too, and draws it on one page', async () => {
    const { lab, answers } = scene.pair;
    const page = join(lab.operator.home, 'report.html');
    const args = ['verify', '--answers', answers, '--failover', '--power', '--report', page, '--json'];
    let over = false;
    const run = lab.run(args).finally(() => {
      over = true;
    });
    // A machine of the lab that reboots goes off, as nspawn leaves it to its supervisor to start it again.
    const supervise = async () => {
      while (!over) {
        for (const machine of Object.values(lab.machines)) if (!(await machine.isOn())) await machine.powerOn();
        await sleep(200);
      }
    };
    const [{ code, stdout, stderr }] = await Promise.all([run, supervise()]);
    expect(code, stderr).toBe(0);
    const result = verifyResult.parse(JSON.parse(stdout));
    expect(result.healthy).toBe(true);
    expect(result.drills.map(({ kind }) => kind)).toEqual(['graceful', 'crash', 'power']);
    expect(result.outages.map(({ runs }) => runs)).toEqual([1, 1, 1]);
    const html = await readFile(page, 'utf8');
    expect(html.match(/<svg /g)?.length).toBe(3);
    expect(html).not.toMatch(/<script|<img|<link|src=|https?:/);
    await becomesWell();
  });

  it('looks at what is left when the active host is gone and the standby has taken over', async () => {
    const { pair } = scene;
    const active = await pair.settled();
    await pair.lab.machines[active].powerOff();
    const { code, result } = await verify();
    expect(code).toBe(4);
    const lost = result.checks.filter(({ where, level }) => where === ports[active].instance && level === 'error');
    expect(lost.map(({ id }) => id)).toContain('ssh');
    const { stdout } = await pair.lab.run(['status', '--answers', pair.answers, '--json']);
    const { healthy, nodes } = statusResult.parse(JSON.parse(stdout));
    expect(healthy).toBe(false);
    expect(nodes.map(({ reachable }) => reachable).sort()).toEqual([false, true]);
  });
});
