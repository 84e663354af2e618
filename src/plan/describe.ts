import { hooksUnit, hookType } from '../cluster/names.js';
import { familyOf } from '../facts/families/families.js';
import { allOf, listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';

/** One change as one line, in the plan and while it is made. */
export function describe(change: Change): string {
  const words = say.changes;
  switch (change.kind) {
    case 'vip.assign':
      return words.assignVip({ ...change, name: change.description });
    case 'vip.describe':
      return words.nameVip({ ...change, name: change.description });
    case 'havip.create':
      return words.createHaVip({ ...change, instances: allOf(change.instances) });
    case 'havip.associate':
      return words.associate({ ...change, instances: allOf(change.instances) });
    case 'havip.disassociate':
      return words.disassociate({ ...change, instances: allOf(change.instances) });
    case 'havip.bind':
      return words.bindHaVip({
        vip: change.vip,
        eip: change.eip ?? words.newEip,
        haVip: change.haVip ?? words.newHaVip,
      });
    case 'havip.unbind':
      return words.unbindHaVip(change);
    case 'havip.delete':
      return words.deleteHaVip(change);
    case 'eip.allocate':
      return words.allocateEip(change);
    case 'eip.associate':
      return words.bindEip({ ...change, eip: change.eip ?? words.newEip });
    case 'rule.add': {
      const { group, direction, peerIp, description } = change.rule;
      return words.addRule({ group, direction, peer: peerIp, text: description });
    }
    case 'package.install':
      return words.install({ packages: allOf(change.packages), manager: familyOf(change.manager).command });
    case 'selinux.label':
      return words.label({ paths: listed(change.paths), type: hookType });
    case 'firewall.open':
      return change.place === undefined
        ? words.openFirewall(change)
        : words.openFirewallIn({ ...change, place: change.place });
    case 'firewall.close':
      return words.closeFirewall(change);
    case 'file.write':
      return change.before === undefined ? words.write(change) : words.replace(change);
    case 'file.mode':
      return words.setMode({ path: change.path, mode: octal(change.mode) });
    case 'service.daemon-reload':
      return words.daemonReload;
    case 'service.end-drill':
      return words.endDrill;
    case 'hooks.start':
      return words.start({ unit: hooksUnit });
    case 'hooks.restart':
      return words.restartHooks({ unit: hooksUnit });
    case 'service.enable':
      return words.enable(change);
    case 'service.start':
      return words.start(change);
    case 'service.reload':
      return words.reload(change);
    case 'service.stop':
      return words.stop(change);
    case 'service.disable':
      return words.disable(change);
    case 'vip.unassign':
      return words.unassignVip(change);
    case 'eip.disassociate':
      return words.unbindEip(change);
    case 'eip.release':
      return words.releaseEip(change);
    case 'package.remove':
      return words.removePackages({ packages: allOf(change.packages) });
    case 'hooks.stop':
      return change.vip === undefined ? words.endHooks : words.endHooksWith({ vip: change.vip });
    case 'file.remove':
      return words.removeFile(change);
    case 'file.restore':
      return words.restore(change);
    case 'traces.remove':
      return words.removeTraces;
  }
}

export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
