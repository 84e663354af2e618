import { hooksUnit, hookType } from '../cluster/names.js';
import { familyOf } from '../facts/families/families.js';
import type { Change } from '../operations/change.js';

/** One change as one line, in the plan and while it is made. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'vip.assign':
      return `put ${change.vip} on ${change.eni}, named ${change.description}`;
    case 'vip.describe':
      return `name ${change.vip} on ${change.eni} ${change.description}`;
    case 'havip.create':
      return `create a HAVIP at ${change.vip}, named ${change.name}, for ${change.instances.join(' and ')} alone`;
    case 'havip.associate':
      return `let ${change.instances.join(' and ')} have ${change.haVip}`;
    case 'havip.disassociate':
      return `no longer let ${change.instances.join(' and ')} have ${change.haVip}`;
    case 'havip.bind':
      return `bind ${change.eip ?? 'the new EIP'} to ${change.haVip ?? 'the new HAVIP'} (${change.vip})`;
    case 'havip.unbind':
      return `take ${change.ip} off ${change.haVip}`;
    case 'havip.delete':
      return `delete ${change.haVip}: the address ${change.vip} goes back to the subnet`;
    case 'eip.allocate':
      return `allocate an EIP named ${change.name} (it costs money for as long as it exists)`;
    case 'eip.associate':
      return `bind ${change.eip ?? 'the new EIP'} to ${change.vip} on ${change.eni}`;
    case 'rule.add': {
      const { group, direction, peerIp, description } = change.rule;
      return `add to ${group}: ${direction}, protocol ALL, port ALL, ${peerIp}/32, ACCEPT, in front of its other rules, described "${description}"`;
    }
    case 'package.install':
      return `install ${change.packages.join(' and ')} (${familyOf(change.manager).command})`;
    case 'selinux.label':
      return `label ${change.paths.join(', ')} ${hookType} (semanage where it is there, chcon else)`;
    case 'firewall.open':
      return `let VRRP (protocol 112) in from ${change.peer} by ${change.tool}${change.place === undefined ? '' : `, ${change.place}`}`;
    case 'firewall.close':
      return `remove the rule of ${change.tool} that lets VRRP in from ${change.peer}`;
    case 'file.write':
      return `${change.before === undefined ? 'write' : 'replace'} ${change.path}`;
    case 'file.mode':
      return `set ${change.path} to ${octal(change.mode)}`;
    case 'service.daemon-reload':
      return 'reload the units of systemd (daemon-reload)';
    case 'service.end-drill':
      return 'end the failover drill that an earlier run left behind';
    case 'hooks.start':
      return `start ${hooksUnit}`;
    case 'hooks.restart':
      return `restart ${hooksUnit} (the VIP stays where it is)`;
    case 'service.enable':
      return `enable ${change.unit}`;
    case 'service.start':
      return `start ${change.unit}`;
    case 'service.reload':
      return `reload ${change.unit}`;
    case 'service.stop':
      return `stop ${change.unit}`;
    case 'service.disable':
      return `disable ${change.unit}`;
    case 'vip.unassign':
      return `take ${change.vip} off ${change.eni}: the address goes back to the subnet`;
    case 'eip.disassociate':
      return `unbind ${change.eip} (${change.ip})`;
    case 'eip.release':
      return `release ${change.eip}: the address ${change.ip} is lost for good`;
    case 'package.remove':
      return `remove ${change.packages.join(' and ')}, which ha-setup installed`;
    case 'hooks.stop':
      return `end vip.py${change.vip === undefined ? '' : ` and take ${change.vip} off the NIC`}`;
    case 'file.remove':
      return `remove ${change.path}`;
    case 'file.restore':
      return `put back the ${change.path} that was there before`;
    case 'traces.remove':
      return `remove the log, the state and the records of ha-setup`;
  }
}

export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
