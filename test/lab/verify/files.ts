import { type Defect, keep, onStandby, repair } from './defect.js';

function changedByte(path: string, level?: 'warning'): Defect {
  return {
    ...keep(path, `printf '# \\n' >>${path}`),
    ...(level && { level }),
    id: 'files.drift',
    says: `${path} is not as ha-setup writes it: it was changed there at`,
    hint: repair,
    cause: 'files-changed',
  };
}

/** What may be wrong with the files of a host. */
export const fileDefects: Readonly<Record<string, Defect>> = {
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
    cause: 'files-changed',
  },
  'a changed byte in verified.json': {
    ...keep('/var/lib/ha-setup/verified.json', 'printf x >>/var/lib/ha-setup/verified.json'),
    id: 'files.damaged',
    says: '/var/lib/ha-setup/verified.json makes no sense',
    hint: 'mv /var/lib/ha-setup/verified.json',
    cause: 'files-changed',
  },
  'another VRRP password': {
    ...keep(
      '/etc/keepalived/keepalived.conf',
      "sed -i 's/auth_pass .*/auth_pass Wr0ngPw1/' /etc/keepalived/keepalived.conf",
    ),
    id: 'files.drift',
    says: '/etc/keepalived/keepalived.conf is not as ha-setup writes it',
    hint: repair,
    cause: 'files-changed',
  },
  'a file that is gone': {
    ...onStandby('mv /etc/keepalived/notify_action.sh /root/kept', 'mv /root/kept /etc/keepalived/notify_action.sh'),
    id: 'files.missing',
    says: '/etc/keepalived/notify_action.sh is missing',
    hint: repair,
    cause: 'files-changed',
  },
  'a wrong mode': {
    ...onStandby('chmod 666 /etc/keepalived/keepalived.conf', 'chmod 600 /etc/keepalived/keepalived.conf'),
    id: 'files.mode',
    says: '/etc/keepalived/keepalived.conf has mode 0666, not 0600',
    hint: repair,
    cause: 'files-changed',
  },
  'a wrong owner': {
    ...onStandby('chown nobody /etc/keepalived/README', 'chown root /etc/keepalived/README'),
    id: 'files.owner',
    says: '/etc/keepalived/README belongs to uid 65534',
    hint: 'chown root:root /etc/keepalived/README',
    cause: 'files-changed',
  },
  'an API key left behind': {
    ...onStandby('echo {} >/etc/keepalived/credentials', 'rm /etc/keepalived/credentials'),
    id: 'files.drift',
    level: 'warning',
    says: '/etc/keepalived/credentials holds an API key',
    hint: 'takes it away',
    cause: 'files-changed',
  },
  'a configuration that keepalived refuses': {
    ...keep('/etc/keepalived/keepalived.conf', 'echo "vrrp_instance {" >>/etc/keepalived/keepalived.conf'),
    id: 'config.test',
    says: 'keepalived -t refuses /etc/keepalived/keepalived.conf',
    hint: repair,
    cause: 'config-refused',
  },
  'a host of another cluster': {
    ...keep('/var/lib/ha-setup/record.json', 'sed -i \'s/"web"/"db"/\' /var/lib/ha-setup/record.json'),
    id: 'record',
    says: 'the host belongs to the cluster db, not to web',
    hint: '--answers',
    cause: 'other',
  },
};
