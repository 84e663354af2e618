import { readFile, writeFile } from 'node:fs/promises';
import { ports } from '../../../src/lab/world.js';
import { type Defect, keep, onStandby, repair } from './defect.js';

const knownHosts = new Map<string, string>();

/** What may be wrong with a host, its service and its hooks. */
export const hostDefects: Readonly<Record<string, Defect>> = {
  'a configuration that was not loaded': {
    ...keep('/etc/keepalived/keepalived.conf', 'touch /etc/keepalived/keepalived.conf'),
    id: 'service.loaded',
    level: 'warning',
    says: 'keepalived runs with an older /etc/keepalived/keepalived.conf',
    hint: repair,
    cause: 'not-restarted',
  },
  'a service that is disabled': {
    ...onStandby('systemctl disable -q keepalived', 'systemctl enable -q keepalived'),
    id: 'service.enabled',
    says: 'keepalived.service does not start at boot (disabled)',
    hint: repair,
    cause: 'not-restarted',
  },
  'a service that is stopped': {
    ...onStandby('systemctl stop keepalived', 'systemctl start keepalived'),
    id: 'service.active',
    says: 'keepalived.service is inactive (dead)',
    hint: `${repair}`,
    cause: 'keepalived-stopped',
  },
  'a service that is masked': {
    ...onStandby('systemctl mask -q --runtime keepalived', 'systemctl unmask -q --runtime keepalived'),
    id: 'service.active',
    says: 'keepalived.service is masked',
    hint: 'systemctl unmask keepalived.service',
    cause: 'keepalived-masked',
  },
  'a drill that was left behind': {
    ...onStandby('systemd-run -q --unit=ha-setup-drill --on-active=170 true', 'systemctl stop ha-setup-drill.timer'),
    id: 'drill.left',
    says: 'a failover drill left it stopped or frozen',
    hint: repair,
    cause: 'drill-left',
  },
  'a host that a person holds': {
    ...onStandby(
      // keepalived has heard of it a moment later.
      `echo "for a test" >/var/lib/ha-setup/hold
for i in $(seq 50); do /etc/keepalived/vip.py status | grep -q '"role": "FAULT"' && break; sleep 0.2; done`,
      'rm /var/lib/ha-setup/hold',
    ),
    id: 'hooks.held',
    level: 'warning',
    says: 'it may not be active: held (for a test)',
    hint: 'ha-setup switchover --release ins-',
    cause: 'held',
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
    cause: 'run-under-way',
  },
  'SSH refused': {
    ...onStandby('systemctl stop ssh.service ssh.socket 2>/dev/null; systemctl stop ssh', 'systemctl start ssh'),
    id: 'ssh',
    says: 'the connection was refused',
    hint: 'sshd runs',
    cause: 'host-unreached',
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
    cause: 'host-key-changed',
  },
  'hooks that are frozen': {
    ...onStandby(
      'systemctl service-watchdogs no; pkill -STOP -x ha-setup-vip',
      'pkill -CONT -x ha-setup-vip; systemctl service-watchdogs yes',
    ),
    id: 'hooks.running',
    says: 'vip.py gives no sign of life',
    hint: 'systemctl restart ha-setup-vip',
    cause: 'hooks-frozen',
  },
  'hooks that cannot run': {
    ...onStandby('systemctl stop ha-setup-vip', 'systemctl start ha-setup-vip; sleep 1'),
    id: 'hooks.running',
    says: 'vip.py does not run',
    hint: 'systemctl start ha-setup-vip',
    cause: 'hooks-stopped',
  },
};
