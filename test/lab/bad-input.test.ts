import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountChange } from '../../src/lab/cloud/account-change.js';
import type { Knobs } from '../../src/lab/cloud/knobs.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { AnswersOverrides } from '../../src/lab/operator.js';
import { describeLab } from './needs-lab.js';
import { hostTraces } from './product.js';

interface Case {
  readonly answers?: AnswersOverrides;
  readonly change?: readonly AccountChange[];
  readonly knobs?: Partial<Knobs>;
  readonly env?: NodeJS.ProcessEnv;
  /** Shell lines that spoil a host and repair it again. */
  readonly spoil?: string;
  readonly repair?: string;
  readonly code: number;
  readonly says: readonly string[];
}

const nodes = (...instances: string[]) => instances.map((instance) => ({ instance }));

const cases: Readonly<Record<string, Case>> = {
  'an unknown key': { answers: { colour: 'red' }, code: 3, says: ['colour: unknown key'] },
  'a wrong type': { answers: { cluster: 7 }, code: 3, says: ['cluster: expected a lower-case name', 'found 7'] },
  'missing keys': {
    answers: { mode: undefined, vip: undefined },
    code: 3,
    says: ['mode: missing', 'vip: missing', '2 problems'],
  },
  'three nodes': {
    answers: { nodes: nodes('ins-labnode1', 'ins-labnode2', 'ins-labclnt1') },
    code: 3,
    says: ['exactly two nodes, found 3'],
  },
  'one node twice': {
    answers: { nodes: nodes('ins-labnode1', 'ins-labnode1') },
    code: 3,
    says: ['nodes[1].instance: expected another instance than the first node has'],
  },
  'two subnets': {
    answers: { nodes: nodes('ins-labnode1', 'ins-labopr01') },
    code: 2,
    says: ['the two nodes are not in one subnet'],
  },
  'an instance that does not exist': {
    answers: { nodes: nodes('ins-labnode1', 'ins-nothere1') },
    code: 2,
    says: ['ins-nothere1: there is no such instance in ap-beijing'],
  },
  'an instance that is stopped': {
    change: [{ kind: 'instance', id: 'ins-labnode2', state: 'STOPPED' }],
    code: 2,
    says: ['ins-labnode2: the instance is STOPPED'],
  },
  'a VIP outside the subnet': {
    answers: { vip: '10.0.9.9' },
    code: 2,
    says: ["10.0.9.9 is not in the nodes' subnet 10.0.1.0/24"],
  },
  'a VIP that is taken': {
    answers: { vip: '10.0.1.50' },
    code: 2,
    says: ['the VIP 10.0.1.50 is in use by ins-labclnt1 (CVM)'],
  },
  'a full ENI': {
    change: [{ kind: 'fill-eni', eni: 'eni-labnode2' }],
    code: 2,
    says: ['eni-labnode2: the ENI has all of its'],
  },
  'security groups that drop VRRP': {
    change: [{ kind: 'rules', group: 'sg-lab00001', ingress: [] }],
    code: 2,
    says: ['do not let VRRP from the peer 10.0.1.17 through', 'protocol ALL'],
  },
  'a wrong secret': {
    env: { TENCENTCLOUD_SECRET_KEY: 'wrong' },
    code: 2,
    says: ['the SecretKey from the environment does not belong to the SecretId'],
  },
  'a skewed clock': { knobs: { clockOffsetSeconds: 400 }, code: 2, says: ['clock', '400'] },
  'a clock that is off by less than the API minds': {
    knobs: { clockOffsetSeconds: 100 },
    code: 2,
    says: ["ins-labnode1: its clock is 100 s behind the API's"],
  },
  'no permission to read': {
    change: [{ kind: 'permissions', of: 'operator', allowed: [] }],
    code: 2,
    says: ['lack the permission', ':Describe'],
  },
  'no permission to assign the VIP': {
    change: [{ kind: 'permissions', of: 'operator', allowed: [{ action: '*:Describe*', resource: '*' }] }],
    code: 2,
    says: ['your own credentials lack the permission for AssignPrivateIpAddresses'],
  },
  'a role that may not migrate': {
    change: [{ kind: 'permissions', of: 'role:ha-setup-host', allowed: [{ action: '*:Describe*', resource: '*' }] }],
    code: 2,
    says: ['ins-labnode1: the credentials that its hooks will use lack the permission for MigratePrivateIpAddress'],
  },
  'an instance without a role': {
    change: [{ kind: 'role', instance: 'ins-labnode2', role: null }],
    code: 2,
    says: ['ins-labnode2: the instance has no CAM role'],
  },
  'SSH refused': { answers: { ssh: { port: 2222 } }, code: 2, says: ['10.0.1.16:2222', 'refused'] },
  'a wrong SSH key': { answers: { ssh: { user: 'nokey' } }, code: 2, says: ['10.0.1.16:22 (ins-labnode1)'] },
  'a host without sudo': { answers: { ssh: { user: 'nosudo' } }, code: 2, says: ['ins-labnode1', 'sudo'] },
  'an unknown distribution': {
    spoil:
      'cp -L /etc/os-release /root/os-release; rm /etc/os-release; printf "ID=plan9\\nPRETTY_NAME=Plan9\\n" >/etc/os-release',
    repair: 'mv /root/os-release /etc/os-release',
    code: 2,
    says: ['ins-labnode1: Plan9 (ID=plan9) is not a distribution'],
  },
  'apt that fails': {
    spoil:
      'mv /etc/apt/sources.list /root/; echo "deb [trusted=yes] http://packages.lab/nothing ./" >/etc/apt/sources.list',
    repair: 'mv /root/sources.list /etc/apt/',
    code: 2,
    says: ['ins-labnode1: apt-get cannot install keepalived and python3 there', 'packages.lab/nothing'],
  },
  "somebody else's keepalived": {
    spoil: `mkdir /etc/keepalived; echo "vrrp_instance VI_1 { virtual_router_id 51 }" >/etc/keepalived/keepalived.conf
      systemd-run --quiet --unit keepalived sleep 600`,
    repair: 'systemctl stop keepalived; rm -r /etc/keepalived',
    code: 2,
    says: ['ins-labnode1: /etc/keepalived/keepalived.conf is not ours', 'keepalived.service runs with it'],
  },
};

describeLab('bad input is one clear message, and nothing is changed', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({ knobs: { latencyMs: 20 } });
  });
  afterAll(() => lab?.close());
  afterEach(() => lab.cloud.reset());

  describe.each(Object.entries(cases))('%s', (_, { answers, change, knobs, env, spoil, repair, code, says }) => {
    it(`ends with exit code ${code}`, async () => {
      const file = await lab.answers(answers ?? {});
      await lab.cloud.change(...(change ?? []));
      await lab.cloud.set(knobs ?? {});
      if (spoil !== undefined) await lab.machines.a.exec(['sh', '-ec', spoil]);
      const run = await lab.run(['--answers', file, '--yes', '--json'], env === undefined ? {} : { env });
      if (repair !== undefined) await lab.machines.a.exec(['sh', '-ec', repair]);
      for (const words of says) expect(run.stderr).toContain(words);
      expect(run.stderr).not.toContain('internal error');
      expect(run.stderr).toContain('→');
      expect(run).toMatchObject({ code, stdout: '' });
      const accepted = (await lab.cloud.mutations()).filter((call) => call.code === 'ok');
      expect(accepted).toEqual([]);
      expect(await hostTraces(lab)).toEqual({ a: '', b: '' });
    });
  });

  it('an answers file that is not there', async () => {
    const run = await lab.run(['--answers', 'nothing.yaml', '--yes']);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('nothing.yaml cannot be read');
  });

  it('no answers file at all', async () => {
    const run = await lab.run(['--yes']);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('there is no answers file');
  });

  it('an answers file of another name', async () => {
    const file = join(lab.operator.home, 'ha-setup.yml');
    await writeFile(file, await readFile(await lab.answers()));
    const run = await lab.run(['--yes']);
    await rm(file);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('there is ha-setup.yml, but no ha-setup.yaml');
    expect(run.stderr).toContain('mv ha-setup.yml ha-setup.yaml');
  });

  it('changes without --yes where nobody can be asked', async () => {
    const run = await lab.run(['--answers', await lab.answers()]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('run again with --yes');
    expect((await lab.cloud.mutations()).filter((call) => call.code === 'ok')).toEqual([]);
  });

  it('an impostor behind the address of a host', async () => {
    const file = await lab.answers({
      nodes: [{ instance: 'ins-labnode1', ssh: { host: '10.0.1.17' } }, { instance: 'ins-labnode2' }],
    });
    const run = await lab.run(['--answers', file, '--yes']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('the host behind its address is another one');
  });

  it('an unknown host key', async () => {
    const knownHosts = join(lab.operator.home, 'none');
    await writeFile(knownHosts, '');
    const run = await lab.run(['--answers', await lab.answers({ ssh: { knownHosts } }), '--yes']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('SHA256:');
  });
});
