import { readFile, writeFile } from 'node:fs/promises';
import { hostPermissions } from '../../../src/lab/cloud/keys.js';
import { labRole, labUin } from '../../../src/lab/cloud/seed.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';
import { ports } from '../../../src/lab/world.js';
import type { Pair } from '../pair.js';

/** The pair that a defect is put into: who is active, who waits, and the EIP on the VIP. */
export interface Scene {
  readonly pair: Pair;
  readonly active: MachineName;
  readonly standby: MachineName;
  readonly eip: string;
}

export interface Defect {
  /** Put into the pair behind ha-setup's back, and taken out again. */
  inject(scene: Scene): Promise<unknown>;
  undo(scene: Scene): Promise<unknown>;
  readonly env?: NodeJS.ProcessEnv;
  /** Words that verify's message of the check must have. */
  readonly id: string;
  readonly level?: 'warning';
  readonly says: string;
  readonly hint: string;
}

const mend = 'ha-setup --answers ';
const group = 'sg-lab00001';
const describe = [{ action: '*:Describe*', resource: '*' }];
const enis = [ports.a.eni, ports.b.eni];

/** Runs on the standby; what it changes there wakes nobody up. */
function onStandby(inject: string, undo: string): Pick<Defect, 'inject' | 'undo'> {
  const on =
    (script: string) =>
    async ({ pair, standby }: Scene) => {
      const { code, stderr } = await pair.sh(standby, script);
      if (code !== 0) throw new Error(`${script}: ${stderr}`);
    };
  return { inject: on(inject), undo: on(undo) };
}

const keep = (path: string, script: string): Pick<Defect, 'inject' | 'undo'> =>
  onStandby(`cp -a ${path} /root/kept; ${script}`, `cp -a /root/kept ${path}`);

function changedByte(path: string, level?: 'warning'): Defect {
  return {
    ...keep(path, `printf '# \\n' >>${path}`),
    ...(level && { level }),
    id: 'files.drift',
    says: `${path} is not as we render it: it was changed there at`,
    hint: mend,
  };
}

/** While its hooks are frozen, a host neither mends nor moves anything. */
function frozen(
  change: (scene: Scene) => Promise<unknown>,
  back: (scene: Scene) => Promise<unknown>,
): Pick<Defect, 'inject' | 'undo'> {
  const signal = async ({ pair }: Scene, name: string) => {
    await Promise.all((['a', 'b'] as const).map((host) => pair.sh(host, `pkill -${name} -x ha-setup-vip`)));
  };
  return {
    inject: async (scene) => {
      await signal(scene, 'STOP');
      await change(scene);
    },
    undo: async (scene) => {
      await back(scene);
      await signal(scene, 'CONT');
      await scene.pair.settled();
    },
  };
}

const eniOf = (name: MachineName) => ports[name].eni;
const moveVip = (to: (scene: Scene) => string) => (scene: Scene) =>
  scene.pair.lab.cloud.change({ kind: 'move', address: scene.pair.vip, to: to(scene) });
const nic = (verb: 'add' | 'del', where: 'active' | 'standby') => (scene: Scene) =>
  scene.pair.sh(scene[where], `ip address ${verb} ${scene.pair.vip}/32 dev eth0`);
const permissions =
  (allowed: typeof describe) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.change({ kind: 'permissions', of: `role:${labRole}`, allowed });
const givePermissions = permissions([...hostPermissions(labUin, 'ap-beijing', enis)]);
const rules =
  (ingress: { Protocol: string; Port: string; CidrBlock: string; Action: string; PolicyDescription: string }[]) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.change({ kind: 'rules', group, ingress });
const allowInside = {
  Protocol: 'ALL',
  Port: 'ALL',
  CidrBlock: '10.0.0.0/16',
  Action: 'ACCEPT',
  PolicyDescription: 'inside',
};
const clock =
  (clockOffsetSeconds: number) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.set({ clockOffsetSeconds });
const knownHosts = new Map<string, string>();

/** Each is found by the check of this id, named in these words, with a hint that has those. */
export const defects: Readonly<Record<string, Defect>> = {
  'a changed byte in ha-setup.json': changedByte('/etc/keepalived/ha-setup.json'),
  'a changed byte in keepalived.conf': changedByte('/etc/keepalived/keepalived.conf'),
  'a changed byte in vip.py': changedByte('/etc/keepalived/vip.py'),
  'a changed byte in notify_action.sh': changedByte('/etc/keepalived/notify_action.sh'),
  'a changed byte in check_self.sh': changedByte('/etc/keepalived/check_self.sh'),
  'a changed byte in README': changedByte('/etc/keepalived/README', 'warning'),
  'a changed byte in the logrotate rule': changedByte('/etc/logrotate.d/ha-setup', 'warning'),
  'a changed byte in the drop-in': changedByte('/etc/systemd/system/keepalived.service.d/ha-setup.conf'),
  'a changed byte in record.json': {
    ...keep('/var/lib/ha-setup/record.json', 'printf x >>/var/lib/ha-setup/record.json'),
    id: 'files.damaged',
    says: '/var/lib/ha-setup/record.json makes no sense',
    hint: 'mv /var/lib/ha-setup/record.json',
  },
  'a changed byte in verified.json': {
    ...keep('/var/lib/ha-setup/verified.json', 'printf x >>/var/lib/ha-setup/verified.json'),
    id: 'files.damaged',
    says: '/var/lib/ha-setup/verified.json makes no sense',
    hint: 'mv /var/lib/ha-setup/verified.json',
  },
  'another VRRP password': {
    ...keep(
      '/etc/keepalived/keepalived.conf',
      "sed -i 's/auth_pass .*/auth_pass Wr0ngPw1/' /etc/keepalived/keepalived.conf",
    ),
    id: 'files.drift',
    says: '/etc/keepalived/keepalived.conf is not as we render it',
    hint: mend,
  },
  'a file that is gone': {
    ...onStandby('mv /etc/keepalived/notify_action.sh /root/kept', 'mv /root/kept /etc/keepalived/notify_action.sh'),
    id: 'files.missing',
    says: '/etc/keepalived/notify_action.sh is missing',
    hint: mend,
  },
  'a wrong mode': {
    ...onStandby('chmod 666 /etc/keepalived/keepalived.conf', 'chmod 600 /etc/keepalived/keepalived.conf'),
    id: 'files.mode',
    says: '/etc/keepalived/keepalived.conf has mode 0666, not 0600',
    hint: mend,
  },
  'a wrong owner': {
    ...onStandby('chown nobody /etc/keepalived/README', 'chown root /etc/keepalived/README'),
    id: 'files.owner',
    says: '/etc/keepalived/README belongs to uid 65534',
    hint: 'chown root:root /etc/keepalived/README',
  },
  'an API key left behind': {
    ...onStandby('echo {} >/etc/keepalived/credentials', 'rm /etc/keepalived/credentials'),
    id: 'files.drift',
    level: 'warning',
    says: '/etc/keepalived/credentials holds an API key',
    hint: 'rm /etc/keepalived/credentials',
  },
  'a configuration that keepalived refuses': {
    ...keep('/etc/keepalived/keepalived.conf', 'echo "vrrp_instance {" >>/etc/keepalived/keepalived.conf'),
    id: 'config.test',
    says: 'keepalived -t refuses /etc/keepalived/keepalived.conf',
    hint: mend,
  },
  'a configuration that was not loaded': {
    ...keep('/etc/keepalived/keepalived.conf', 'touch /etc/keepalived/keepalived.conf'),
    id: 'service.loaded',
    level: 'warning',
    says: 'keepalived runs with an older /etc/keepalived/keepalived.conf',
    hint: mend,
  },
  'a service that is disabled': {
    ...onStandby('systemctl disable -q keepalived', 'systemctl enable -q keepalived'),
    id: 'service.enabled',
    says: 'keepalived.service does not start at boot (disabled)',
    hint: mend,
  },
  'a service that is stopped': {
    ...onStandby('systemctl stop keepalived', 'systemctl start keepalived'),
    id: 'service.active',
    says: 'keepalived.service is inactive (dead)',
    hint: `${mend}`,
  },
  'a service that is masked': {
    ...onStandby('systemctl mask -q --runtime keepalived', 'systemctl unmask -q --runtime keepalived'),
    id: 'service.active',
    says: 'keepalived.service is masked',
    hint: 'systemctl unmask keepalived.service',
  },
  'a drill that was left behind': {
    ...onStandby('systemd-run -q --unit=ha-setup-drill --on-active=170 true', 'systemctl stop ha-setup-drill.timer'),
    id: 'drill.left',
    says: 'a failover drill left it stopped or frozen',
    hint: mend,
  },
  'a host that a person holds': {
    ...onStandby('echo "for a test" >/var/lib/ha-setup/hold', 'rm /var/lib/ha-setup/hold'),
    id: 'hooks.held',
    level: 'warning',
    says: 'it may not be active: held (for a test)',
    hint: 'ha-setup switchover --release ins-',
  },
  'a host of another cluster': {
    ...keep('/var/lib/ha-setup/record.json', 'sed -i \'s/"web"/"db"/\' /var/lib/ha-setup/record.json'),
    id: 'record',
    says: 'the host belongs to the cluster db, not to web',
    hint: '--answers',
  },
  'a run that is changing it': {
    inject: ({ pair }) =>
      pair.sh(
        'a',
        `echo "root on op" >/run/ha-setup.lock
setsid -f flock /run/ha-setup.lock sh -c 'echo $$ >/run/holder; exec sleep 60' >/dev/null 2>&1 </dev/null
until [ -s /run/holder ]; do sleep 0.1; done`,
      ),
    undo: ({ pair }) => pair.sh('a', 'kill "$(cat /run/holder)"; rm /run/holder'),
    id: 'run.lock',
    level: 'warning',
    says: 'a run is changing the pair now: root on op',
    hint: 'run the same command again',
  },
  'SSH refused': {
    ...onStandby('systemctl stop ssh.service ssh.socket 2>/dev/null; systemctl stop ssh', 'systemctl start ssh'),
    id: 'ssh',
    says: 'the connection was refused',
    hint: 'sshd runs',
  },
  'another SSH host key': {
    inject: async ({ pair, standby }) => {
      const { knownHosts: file } = pair.lab.operator;
      const text = await readFile(file, 'utf8');
      knownHosts.set(file, text);
      const keys = new Map(
        text
          .trim()
          .split('\n')
          .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
      );
      const wrong = `${ports[standby].ip} ${keys.get(ports[pair.peer(standby)].ip)}`;
      const right = `${ports[pair.peer(standby)].ip} ${keys.get(ports[pair.peer(standby)].ip)}`;
      await writeFile(file, `${wrong}\n${right}\n`);
    },
    undo: async ({ pair }) => {
      const file = pair.lab.operator.knownHosts;
      await writeFile(file, knownHosts.get(file) ?? '');
    },
    id: 'ssh.host-key',
    says: 'the host key is not the one that is known',
    hint: 'ssh-keygen',
  },
  'hooks that are frozen': {
    ...onStandby('pkill -STOP -x ha-setup-vip', 'pkill -CONT -x ha-setup-vip'),
    id: 'hooks.running',
    says: 'vip.py watch is stopped (SIGSTOP)',
    hint: 'pkill -CONT',
  },
  'hooks that cannot run': {
    ...onStandby(
      'chmod -x /etc/keepalived/vip.py; pkill -KILL -x ha-setup-vip',
      'chmod +x /etc/keepalived/vip.py; sleep 3',
    ),
    id: 'hooks.running',
    says: 'vip.py watch does not run',
    hint: 'check_self.sh',
  },
  'the VIP on both NICs': {
    ...frozen(nic('add', 'standby'), nic('del', 'standby')),
    id: 'vip.nic',
    says: 'is on eth0, and the cloud has it on the other node',
    hint: 'ip address del',
  },
  'the VIP on no NIC': {
    ...frozen(nic('del', 'active'), nic('add', 'active')),
    id: 'vip.nic',
    says: 'is not on eth0, and the cloud sends its packets here',
    hint: 'ip address add',
  },
  "the VIP on the standby's ENI": {
    ...frozen(
      moveVip(({ standby }) => eniOf(standby)),
      moveVip(({ active }) => eniOf(active)),
    ),
    id: 'vrrp',
    says: 'VRRP says MASTER, expected BACKUP',
    hint: '/var/log/keepalived.log',
  },
  'the VIP on a third ENI': {
    ...frozen(
      moveVip(() => ports.client.eni),
      moveVip(({ active }) => eniOf(active)),
    ),
    id: 'vip.owner',
    says: "is on eni-labclnt1 of ins-labclnt1, which is neither node's ENI",
    hint: 'console',
  },
  'the VIP on no ENI': {
    ...frozen(
      ({ pair }) => pair.lab.cloud.change({ kind: 'unassign', address: pair.vip }),
      ({ pair, active, eip }) =>
        pair.lab.cloud.change(
          { kind: 'assign', address: pair.vip, eni: eniOf(active), description: 'ha-setup-web' },
          { kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip },
        ),
    ),
    id: 'vip.owner',
    says: 'is on no ENI',
    hint: mend,
  },
  'the VIP under another name': {
    inject: ({ pair }) => pair.lab.cloud.change({ kind: 'describe', address: pair.vip, description: 'mine' }),
    undo: ({ pair }) => pair.lab.cloud.change({ kind: 'describe', address: pair.vip, description: 'ha-setup-web' }),
    id: 'vip.name',
    level: 'warning',
    says: 'is described as "mine"',
    hint: 'ha-setup-web',
  },
  'the EIP elsewhere': {
    ...frozen(
      ({ pair, eip }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: ports.client.eni, address: ports.client.ip }),
      ({ pair, eip, active }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip }),
    ),
    id: 'eip.bound',
    says: `to ${ports.client.ip} on ${ports.client.eni}`,
    hint: 'console',
  },
  'the EIP on nothing': {
    ...frozen(
      ({ pair, eip }) => pair.lab.cloud.change({ kind: 'unbind-eip', id: eip }),
      ({ pair, eip, active }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip }),
    ),
    id: 'eip.bound',
    says: 'is bound to nothing',
    hint: mend,
  },
  'a permission that was revoked': {
    inject: permissions([...describe, { action: 'vpc:AssociateAddress', resource: '*' }]),
    undo: givePermissions,
    id: 'api.may-migrate',
    says: 'its credentials may not MigratePrivateIpAddress on eni-labnode',
    hint: 'vpc:MigratePrivateIpAddress',
  },
  'a permission for the EIP that was revoked': {
    inject: permissions([...describe, { action: 'vpc:MigratePrivateIpAddress', resource: '*' }]),
    undo: givePermissions,
    id: 'api.may-bind',
    says: 'its credentials may not AssociateAddress',
    hint: 'vpc:AssociateAddress',
  },
  'a role without any permission': {
    inject: permissions([]),
    undo: givePermissions,
    id: 'api.credentials',
    says: 'it cannot ask the API',
    hint: 'Cloud Access Management',
  },
  'a key that has expired': {
    inject: ({ pair }) => pair.lab.cloud.change({ kind: 'expire-credentials' }),
    undo: ({ pair }) => pair.lab.cloud.change({ kind: 'rotate-credentials' }),
    id: 'api.credentials',
    says: 'it cannot ask the API',
    hint: 'Cloud Access Management',
  },
  'a key that is about to expire': {
    inject: async ({ pair }) => {
      await pair.lab.cloud.set({ credentialsSeconds: 120 });
      await pair.lab.cloud.change({ kind: 'rotate-credentials' });
    },
    undo: async ({ pair }) => {
      await pair.lab.cloud.set({ credentialsSeconds: 7200 });
      await pair.lab.cloud.change({ kind: 'rotate-credentials' });
    },
    id: 'credentials.expiry',
    level: 'warning',
    says: 'within 5 minutes: new ones are overdue',
    hint: 'CAM role',
  },
  'an instance without its role': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'role', instance: ports[standby].instance, role: null }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'role', instance: ports[standby].instance, role: labRole }),
    id: 'nodes',
    says: 'the instance has no CAM role',
    hint: 'console',
  },
  'a security group that blocks VRRP': {
    inject: rules([]),
    undo: rules([allowInside]),
    id: 'security-group',
    says: 'do not let VRRP from the peer',
    hint: 'protocol ALL',
  },
  'an ENI without room': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'ip-quota', instance: ports[standby].instance, quota: 1 }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'ip-quota', instance: ports[standby].instance, quota: 6 }),
    id: 'quota',
    says: 'the ENI has all of its 1 addresses in use',
    hint: 'unassign',
  },
  'an instance that is stopped': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'instance', id: ports[standby].instance, state: 'STOPPED' }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'instance', id: ports[standby].instance, state: 'RUNNING' }),
    id: 'nodes',
    says: 'the instance is STOPPED, not RUNNING',
    hint: 'start it',
  },
  'a clock that is a little off': {
    inject: clock(100),
    undo: clock(0),
    id: 'clock',
    level: 'warning',
    says: "s behind the API's; at 300 s the API refuses its signatures",
    hint: 'timedatectl',
  },
  'a clock that is far off': {
    inject: clock(400),
    undo: clock(0),
    id: 'cloud.api',
    says: "this machine's clock is 400 s behind the API's",
    hint: 'set the clock',
  },
  'an operator whose key is wrong': {
    inject: async () => {},
    undo: async () => {},
    env: { TENCENTCLOUD_SECRET_KEY: 'wrong' },
    id: 'cloud.api',
    says: 'the SecretKey from the environment does not belong to the SecretId',
    hint: 'check the SecretKey',
  },
};
