import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths, unit } from '../../src/cluster/names.js';
import { clockFact } from '../../src/facts/clock.js';
import { gather } from '../../src/facts/fact.js';
import { filesFact } from '../../src/facts/files.js';
import { hooksFact } from '../../src/facts/hooks.js';
import { networkFact } from '../../src/facts/interfaces.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { machineFact } from '../../src/facts/machine.js';
import { osReleaseFact } from '../../src/facts/os-release.js';
import { packagesFact, upstreamVersion } from '../../src/facts/packages.js';
import { pythonFact } from '../../src/facts/python.js';
import { serviceFact } from '../../src/facts/service.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { HostReader } from '../../src/ports/host.js';
import { describeLab } from './needs-lab.js';

const facts = {
  clock: clockFact,
  files: filesFact([paths.config, '/etc/hostname', '/etc/keepalived']),
  hooks: hooksFact,
  machine: machineFact,
  network: networkFact,
  os: osReleaseFact,
  packages: packagesFact(['keepalived', 'python3', 'sudo']),
  python: pythonFact,
  service: serviceFact(unit),
};

describeLab('the facts of a minimal Debian', () => {
  let lab: Lab;
  let host: HostReader;
  const sh = (script: string) => lab.machines.a.exec(['sh', '-c', script]);

  beforeAll(async () => {
    lab = await startLab();
    host = {
      node: 'a',
      read: (argv) => lab.machines.a.exec(argv),
      connect: () => Promise.reject(new Error('not needed here')),
    };
  });
  afterAll(() => lab?.close());

  it('are all there before anything is installed', async () => {
    const found = await gather(host, facts);
    expect(Math.abs(found.clock - Date.now())).toBeLessThan(2_000);
    expect(found).toMatchObject({ os: { id: 'debian', versionId: '12', family: 'debian' } });
    expect(found.machine).toMatchObject({ hostname: 'lab-a', machineId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(found.network.gateway).toEqual({ address: '10.0.1.1', interface: 'eth0' });
    expect(found.network.interfaces).toContainEqual({
      name: 'eth0',
      mac: '52:54:00:01:00:16',
      state: 'up',
      mtu: expect.any(Number),
      addresses: [{ address: '10.0.1.16', prefix: 24 }],
    });
    expect(Object.keys(found.packages.versions)).toEqual(['sudo']);
    expect(found.service).toMatchObject({ loadState: 'not-found', active: false, enabled: false });
    expect(Object.keys(found.files)).toEqual(['/etc/hostname']);
    expect([found.hooks, found.python]).toEqual([undefined, undefined]);
  });

  it('follow an installation, and a reload is seen to be later than the file that it read', async () => {
    const install = 'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq keepalived python3 2>&1';
    const installed = await sh(`apt-get update -qq && ${install}`);
    expect(installed.code, installed.stdout).toBe(0);
    const instance =
      'vrrp_instance web {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress { 10.0.1.100 }\n}';
    await sh(`printf '%s\\n' '# Managed by ha-setup' '${instance}' >${paths.config}; systemctl restart keepalived`);
    const first = await gather(host, facts);
    expect(upstreamVersion(first.packages.versions['keepalived'])).toEqual([2, 2, 7]);
    expect(first.python).toMatchObject({ path: '/usr/bin/python3', version: [3, 11, expect.any(Number)] });
    expect(parseKeepalivedConfig((await sh(`cat ${paths.config}`)).stdout)).toMatchObject({
      managed: true,
      instances: [{ name: 'web', virtualRouterId: 51 }],
    });
    expect(first.service).toMatchObject({ loadState: 'loaded', active: true, enabled: true, needDaemonReload: false });
    expect(loadedSince(first)).toBeGreaterThan(0);

    await sleep(1_100);
    await sh(`touch ${paths.config}`);
    const touched = await gather(host, facts);
    expect(loadedSince(touched)).toBeLessThan(0);
    expect(touched.service.loadedAtMs).toBeCloseTo(first.service.loadedAtMs ?? 0, -2);

    await sh('systemctl reload keepalived');
    const reloaded = await gather(host, facts);
    expect(loadedSince(reloaded)).toBeGreaterThan(0);
    expect(reloaded.service.mainPid).toBe(first.service.mainPid);

    await sh('systemctl stop keepalived; systemctl mask --runtime keepalived');
    expect((await gather(host, facts)).service).toMatchObject({ active: false, enabled: false });
  });

  function loadedSince(found: {
    service: { loadedAtMs?: number };
    files: Readonly<Record<string, { mtimeMs: number }>>;
  }): number {
    return (found.service.loadedAtMs ?? Number.NaN) - (found.files[paths.config]?.mtimeMs ?? Number.NaN);
  }
});
