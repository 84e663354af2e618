import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { runChecked } from '../../src/lab/process.js';
import { describeLab } from './needs-lab.js';
import { firstElection, hostTraces, owners, runJson, snapshotFiles } from './product.js';

describeLab('a run in mode stable with a new EIP', () => {
  let lab: Lab;
  let answers: string;

  beforeAll(async () => {
    lab = await startLab();
    answers = await lab.answers({ eip: 'allocate' });
  });
  afterAll(() => lab?.close());

  it('is first planned: every change listed, nothing written on the hosts or in the cloud', async () => {
    const plan = await lab.run(['plan', '--answers', answers, '--verbose']);
    expect(plan).toMatchObject({ code: 0 });
    expect(plan.stdout).toContain('allocate an EIP named ha-setup-web (it costs money');
    expect(plan.stdout).toContain('auth_pass [REDACTED]');
    expect(await lab.cloud.mutations()).toEqual([]);
    expect(await hostTraces(lab)).toEqual({ a: '', b: '' });
  });

  it('ends in a pair that was failed over twice, with every outage split into its parts', async () => {
    const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({
      cluster: 'web',
      vip: '10.0.1.254',
      active: { instance: expect.stringMatching(/^ins-/) },
    });
    expect(result.eip).toMatch(/^eip-/);
    expect(result.changed).toBeGreaterThan(20);
    // VRRP alone takes three intervals and 0.8 s.
    expect(await firstElection(lab, 'b')).toBeLessThan(3);
    const [graceful, crash] = result.drills;
    expect(graceful).toMatchObject({ kind: 'graceful', from: 'ins-labnode2', to: 'ins-labnode1' });
    // Nothing is lost; a busy machine may be late with a probe or two.
    expect(graceful?.outageMs).toBeLessThan(500);
    expect(crash).toMatchObject({ kind: 'crash', from: 'ins-labnode1', to: 'ins-labnode2' });
    expect(crash?.outageMs).toBeGreaterThan(2000);
    expect(crash?.outageMs).toBeLessThan(15_000);
    for (const part of ['detectedMs', 'acceptedMs', 'landedMs', 'firstReplyMs'] as const) {
      expect(crash?.[part], part).toBeGreaterThan(0);
    }
  });

  it('leaves one owner in all records, and both the VIP and the EIP answer', async () => {
    expect(await owners(lab, '10.0.1.254')).toEqual({ cloud: 'b', nic: ['b'], vrrp: ['b'] });
    const { eips } = await lab.cloud.record();
    const [eip] = eips.filter(({ name }) => name === 'ha-setup-web');
    const inside = lab.ping('client', '10.0.1.254');
    const outside = lab.ping('out', eip?.ip ?? '');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await inside.stop()).replies.length).toBeGreaterThan(3);
    expect((await outside.stop()).replies.length).toBeGreaterThan(3);
  });

  it('run again changes nothing, says so, touches no file and calls nothing that changes', async () => {
    const before = await snapshotFiles(lab);
    await lab.cloud.clearCalls();
    const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({ changed: 0, drills: [] });
    expect(stderr).toContain('Nothing to change');
    expect(await lab.cloud.mutations()).toEqual([]);
    expect(await snapshotFiles(lab)).toEqual(before);
  });

  it('reaches the API through the proxy that the environment names', async () => {
    const script = `require('http').createServer().on('connect', (request, near) => {
      console.log(request.url);
      const far = require('net').connect(443, request.url.split(':')[0], () => {
        near.write('HTTP/1.1 200 OK\\r\\n\\r\\n');
        near.pipe(far).pipe(near);
      });
      for (const end of [near, far]) end.on('error', () => {});
    }).listen(3128, '127.0.0.1', () => console.log('ready'));`;
    const proxy = spawn('ip', ['netns', 'exec', namespaceOf(lab.id, 'op'), process.execPath, '-e', script]);
    let seen = '';
    proxy.stdout.on('data', (chunk) => {
      seen += String(chunk);
    });
    try {
      await expect.poll(() => seen).toContain('ready');
      const { code, stderr } = await lab.run(['plan', '--answers', answers], {
        env: { HTTPS_PROXY: 'http://127.0.0.1:3128' },
      });
      expect(code, stderr).toBe(0);
      expect(seen).toContain('vpc.tencentcloudapi.com:443');
    } finally {
      proxy.kill();
    }
  });

  it('repairs a file that somebody changed, keeps the changed one as a backup, and loses no ping by it', async () => {
    const path = '/etc/keepalived/keepalived.conf';
    await lab.machines.b.exec(['sed', '-i', 's/advert_int 1/advert_int 3/', path]);
    const probe = lab.ping('client', '10.0.1.254', { intervalMs: 20 });
    const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
    const { silence } = await probe.stop();
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({ changed: 2, drills: [] });
    expect(silence.ms).toBeLessThan(500);
    const kept = await lab.machines.b.exec([
      'sh',
      '-c',
      'cat /var/lib/ha-setup/backups/*/etc/keepalived/keepalived.conf',
    ]);
    expect(kept.stdout).toContain('advert_int 3');
    expect((await lab.machines.b.exec(['cat', path])).stdout).not.toContain('advert_int 3');
  });

  it('survives a power cut of the active host, by every record', async () => {
    const probe = lab.ping('client', '10.0.1.254', { intervalMs: 50 });
    await lab.machines.b.powerOff();
    await expect.poll(() => lab.cloud.owner('10.0.1.254'), { timeout: 30_000 }).toBe('eni-labnode1');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { silence, replies } = await probe.stop();
    expect(silence.ms).toBeGreaterThan(1000);
    expect(Date.now() - (replies.at(-1) ?? 0)).toBeLessThan(1000);
    expect(await owners(lab, '10.0.1.254')).toEqual({ cloud: 'a', nic: ['a'], vrrp: ['a'] });
  });
});

describeLab('other answers', () => {
  let lab: Lab;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ha-setup-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fresh = async () => {
    lab = await startLab({ knobs: { landingMs: 500 } });
  };

  it('mode preferred, an existing EIP, a VIP that is already on the other ENI, sudo and keys on the hosts', async () => {
    await fresh();
    try {
      await lab.cloud.change(
        { kind: 'assign', address: '10.0.1.100', eni: 'eni-labnode2', description: 'mysql' },
        { kind: 'add-eip', id: 'eip-mine0001', ip: '198.51.100.77', name: 'mine' },
      );
      const answers = await lab.answers({
        ...{ mode: 'preferred', preferred: 'ins-labnode1', failback: 3, vip: '10.0.1.100', eip: 'eip-mine0001' },
        ...{ hostCredentials: { type: 'key' }, ssh: { user: 'ubuntu' } },
      });
      const others = 'vrrp_instance old {\n  virtual_router_id 7\n  authentication {\n    auth_pass theirs77\n  }\n}\n';
      await lab.machines.b.write('/etc/keepalived/keepalived.conf', others, 0o640);
      const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('/etc/keepalived/keepalived.conf is not ours: it has old with VRID 7');
      expect(stderr).not.toContain('theirs77');
      const kept = 'cat /var/lib/ha-setup/backups/*/etc/keepalived/keepalived.conf';
      expect((await lab.machines.b.exec(['sh', '-c', kept])).stdout).toBe(others);
      expect(result.drills.map(({ kind }) => kind)).toEqual(['graceful', 'failback', 'crash', 'failback']);
      for (const { kind, outageMs } of result.drills.filter((drill) => drill.kind !== 'crash')) {
        expect(outageMs, kind).toBeLessThan(500);
      }
      expect(result).toMatchObject({ eip: 'eip-mine0001', active: { instance: 'ins-labnode1', eni: 'eni-labnode1' } });
      const { enis, eips } = await lab.cloud.record();
      const vip = enis.flatMap(({ ips }) => ips).find(({ address }) => address === '10.0.1.100');
      expect(vip?.description).toBe('mysql');
      expect(eips.find(({ id }) => id === 'eip-mine0001')).toMatchObject({
        eni: 'eni-labnode1',
        privateIp: '10.0.1.100',
      });
      const key = await lab.machines.a.exec(['stat', '-c', '%a %U', '/etc/keepalived/credentials']);
      expect(key.stdout.trim()).toBe('600 root');
    } finally {
      await lab.close();
    }
  });

  it('fast detection takes over within two seconds of the landing, also where only the hosts can probe', async () => {
    await fresh();
    try {
      // The operator's pings go nowhere, as through a jump host or a VPN that passes SSH alone.
      const rule =
        'add table ip t; add chain ip t o { type filter hook output priority 0; }; add rule ip t o ip protocol icmp drop';
      await runChecked(['ip', 'netns', 'exec', namespaceOf(lab.id, 'op'), 'nft', rule]);
      const answers = await lab.answers({ detection: 'fast', vip: '10.0.1.120' });
      const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
      expect(code, stderr).toBe(0);
      const crash = result.drills.find(({ kind }) => kind === 'crash');
      expect(crash?.detectedMs).toBeLessThan(2500);
      for (const { place } of result.drills) expect(place).toContain('the two hosts');
      expect(crash?.outageMs).toBeGreaterThan(500);
      expect(crash?.outageMs).toBeLessThan(15_000);
      for (const name of ['a', 'b'] as const) {
        expect((await lab.machines[name].exec(['pgrep', '-f', 'probe 10.0.1.120'])).stdout, name).toBe('');
      }
    } finally {
      await lab.close();
    }
  });

  it('reads no secret into its own output', async () => {
    await fresh();
    try {
      const answers = await lab.answers({ hostCredentials: { type: 'key' } });
      const plan = await lab.run(['plan', '--answers', answers, '--verbose']);
      const text = plan.stdout + plan.stderr + (await readFile(answers, 'utf8'));
      expect(plan.code).toBe(0);
      expect(text).not.toMatch(/labHostSecretKey|labOperatorSecretKey/);
    } finally {
      await lab.close();
    }
  });
});
