import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { doctorResult } from '../../src/cluster/doctor-result.js';
import type { CauseCode, Diagnosis } from '../../src/cluster/verify-result.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

interface Fault {
  /** What is done to the pair behind ha-setup's back. */
  inject(): Promise<unknown>;
  /** Absent where the command that doctor names repairs it. */
  undo?(): Promise<unknown>;
  readonly cause: CauseCode;
  /** The host that the cause names, as it was before the fault. */
  readonly where?: 'active' | 'standby';
  /** What the one command must have. */
  readonly command: string;
}

/** What a health check of the answers asks for. */
const well = '/usr/local/sbin/well';
const both = ['a', 'b'] as const;

/** Faults that stay until somebody repairs them, though the hooks run: those that verify finds are tried in its own suite. */
describeLab('doctor', () => {
  let pair: Pair;
  let active: MachineName;
  let standby: MachineName;
  let eip = '';
  let answers = '';

  const sh = (name: MachineName, script: string) => pair.sh(name, script);
  const everywhere = (script: string) => Promise.all(both.map((name) => sh(name, script)));
  const moveAway = async () => {
    // The hooks fetch it back once, and leave it alone then.
    for (let times = 0; times < 2; times++) {
      await pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports.client.eni });
      await sleep(12_000);
    }
  };

  beforeAll(async () => {
    pair = await Pair.start({ eip: 'allocate' }, { latencyMs: 20, landingMs: 300, eipMs: 100 }, '--no-drill');
    await everywhere(`printf '#!/bin/sh\\nexit 0\\n' >${well}; chmod 755 ${well}`);
    answers = await pair.lab.answers({ eip: 'allocate', healthCheck: { command: well } });
    const { code, stderr } = await pair.lab.run(['--answers', answers, '--yes', '--no-drill']);
    expect(code, stderr).toBe(0);
    eip = (await pair.lab.cloud.record()).eips[0]?.id ?? '';
  });
  afterAll(() => pair?.lab.close());

  async function doctor() {
    const run = await pair.lab.run(['doctor', '--answers', answers, '--json']);
    expect(run.stderr).not.toContain('internal error');
    return { ...run, result: doctorResult.parse(JSON.parse(run.stdout)) };
  }

  /** The diagnosis, as soon as it is the one that is looked for: a fault takes its time to show. */
  async function diagnosed(cause: CauseCode): Promise<Diagnosis> {
    for (const end = Date.now() + 40_000; ; ) {
      const { result, code } = await doctor();
      if (result.diagnosis?.code === cause) {
        expect(code).toBe(result.healthy ? 0 : 4);
        return result.diagnosis;
      }
      if (Date.now() > end) expect(result).toMatchObject({ diagnosis: { code: cause } });
    }
  }

  async function becomesWell() {
    for (const end = Date.now() + 60_000; ; ) {
      const { result } = await doctor();
      if (result.diagnosis === null) return;
      if (Date.now() > end) expect(result.diagnosis).toBeNull();
    }
  }

  /** Types what it says, where it says. */
  async function follow({ on, command }: Diagnosis) {
    expect(command).not.toBeNull();
    const host = both.find((name) => ports[name].instance === on);
    if (host !== undefined) return sh(host, command ?? '');
    const [program, ...words] = (command ?? '').split(' ');
    expect(program).toBe('ha-setup');
    return pair.lab.run([...words, '--yes', ...(words.includes('switchover') ? [] : ['--no-drill'])]);
  }

  const faults: Readonly<Record<string, Fault>> = {
    'keepalived stopped on the standby': {
      inject: () => sh(standby, 'systemctl stop keepalived'),
      cause: 'keepalived-stopped',
      where: 'standby',
      command: 'ha-setup --answers',
    },
    'keepalived stopped on the active host': {
      inject: () => sh(active, 'systemctl stop keepalived'),
      cause: 'keepalived-stopped',
      where: 'active',
      command: 'ha-setup --answers',
    },
    'the hooks stopped': {
      inject: () => sh(standby, 'systemctl stop ha-setup-vip'),
      cause: 'hooks-stopped',
      where: 'standby',
      command: 'systemctl restart ha-setup-vip',
    },
    'a keepalived.conf that was edited by hand': {
      inject: () => sh(standby, 'echo "# mine" >>/etc/keepalived/keepalived.conf; systemctl reload keepalived'),
      cause: 'files-changed',
      where: 'standby',
      command: 'ha-setup --answers',
    },
    'a keepalived.conf that was edited, and is refused': {
      inject: () =>
        sh(standby, 'echo "vrrp_instance {" >>/etc/keepalived/keepalived.conf; systemctl restart keepalived'),
      cause: 'config-refused',
      where: 'standby',
      command: 'ha-setup --answers',
    },
    'a host that is held': {
      inject: () => sh(standby, 'echo "for a test" >/var/lib/ha-setup/hold'),
      cause: 'held',
      where: 'standby',
      command: 'switchover --release',
    },
    'a health check that fails on one host': {
      inject: () => sh(standby, `mv ${well} ${well}.away; printf '#!/bin/sh\\nexit 1\\n' >${well}; chmod 755 ${well}`),
      undo: () => sh(standby, `mv ${well}.away ${well}`),
      cause: 'unhealthy',
      where: 'standby',
      command: well,
    },
    'a health check that fails on both': {
      inject: () => everywhere(`mv ${well} ${well}.away; printf '#!/bin/sh\\nexit 1\\n' >${well}; chmod 755 ${well}`),
      undo: () => everywhere(`mv ${well}.away ${well}`),
      cause: 'unhealthy-everywhere',
      command: well,
    },
    'a health check that others may change': {
      inject: () => sh(standby, `chmod 777 ${well}`),
      undo: () => sh(standby, `chmod 755 ${well}`),
      cause: 'health-command',
      where: 'standby',
      command: '',
    },
    'a security group that blocks VRRP': {
      inject: async () => {
        await pair.lab.cloud.change({ kind: 'rules', group: 'sg-lab00001', ingress: [] });
        await pair.lab.network.blockVrrp();
      },
      undo: async () => {
        const inside = { Protocol: 'ALL', Port: 'ALL', CidrBlock: '10.0.0.0/16', Action: 'ACCEPT' };
        await pair.lab.cloud.change({
          ...{ kind: 'rules', group: 'sg-lab00001' },
          ingress: [{ ...inside, PolicyDescription: 'inside' }],
        });
        await pair.lab.network.restore();
      },
      cause: 'vrrp-blocked',
      command: 'ha-setup --answers',
    },
    'an API that one host does not reach': {
      inject: () => pair.lab.network.blockApi(standby),
      undo: () => pair.lab.network.restore(),
      cause: 'host-offline',
      where: 'standby',
      command: 'curl -sI https://vpc.tencentcloudapi.com',
    },
    'a full disk': {
      inject: () =>
        sh(standby, 'mount -t tmpfs -o size=64k tmpfs /var/log; dd if=/dev/zero of=/var/log/full bs=1k 2>/dev/null'),
      undo: () => sh(standby, 'umount /var/log'),
      cause: 'disk-full',
      where: 'standby',
      command: 'du -xh',
    },
    'a host without power': {
      inject: () => pair.lab.machines[standby].powerOff(),
      undo: () => pair.lab.machines[standby].powerOn(),
      cause: 'host-unreached',
      where: 'standby',
      command: 'ssh -v',
    },
    'an EIP that was unbound by hand, and cannot be bound': {
      inject: async () => {
        await pair.lab.cloud.set({ faults: [{ action: 'AssociateAddress', effect: { code: 'LimitExceeded' } }] });
        await pair.lab.cloud.change({ kind: 'unbind-eip', id: eip });
      },
      undo: () => pair.lab.cloud.set({ faults: [] }),
      cause: 'eip-away',
      command: 'ha-setup --answers',
    },
    'a VIP that was moved off the pair by hand, again and again': {
      inject: moveAway,
      undo: () => pair.lab.cloud.change({ kind: 'move', address: pair.vip, to: ports[active].eni }),
      cause: 'vip-taken',
      command: 'ha-setup --answers',
    },
  };

  it('says that nothing is wrong', async () => {
    await becomesWell();
    const { code, stdout } = await pair.lab.run(['doctor', '--answers', answers]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'web: nothing is wrong\n' });
  });

  it.each(Object.entries(faults))('%s: the cause and the command for it', async (_, fault) => {
    active = await pair.settled(60_000);
    standby = pair.peer(active);
    const wanted = fault.where === undefined ? undefined : ports[fault.where === 'active' ? active : standby].instance;
    await fault.inject();
    let diagnosis: Diagnosis;
    try {
      diagnosis = await diagnosed(fault.cause);
      if (wanted !== undefined) expect(diagnosis.where).toBe(wanted);
      expect(diagnosis.command ?? '').toContain(fault.command);
      const { stdout } = await pair.lab.run(['verify', '--answers', answers]);
      expect(stdout).toContain(`likeliest cause: ${diagnosis.message}`);
      console.log(`${expect.getState().currentTestName}\n${stdout.slice(stdout.indexOf('likeliest cause'))}`);
    } finally {
      await fault.undo?.();
    }
    if (fault.undo === undefined) await follow(diagnosis);
    await becomesWell();
  });
});
