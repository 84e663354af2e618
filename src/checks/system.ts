import type { HostFacts } from '../facts/host.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';

export const systemCheck = defineCheck({
  id: 'system',
  title: 'the two hosts',
  about: 'each host runs systemd, and a distribution that ha-setup can set up',
  when: ['preflight'],
  needs: ['host'],
  run: ({ host: { id, host } }) => checkSystem(id, host),
});

function checkSystem(id: string, { os, family, managers, service }: HostFacts): Remark[] {
  if (service.loadState === 'no systemd') {
    return [error(id, `${os.prettyName} runs without systemd`, 'use an image with systemd, such as Debian 12')];
  }
  const like = os.idLike.length > 0 ? `, ID_LIKE="${os.idLike.join(' ')}"` : '';
  if (family === undefined) {
    const there = managers.length > 0 ? `its package manager is ${managers.join(', ')}` : 'it has no package manager';
    return [
      error(
        id,
        `${os.prettyName} (ID=${os.id}${like}) is not a distribution that ha-setup can set up: ${there}`,
        'use TencentOS, OpenCloudOS, CentOS, Rocky, Alma, Ubuntu or Debian on both instances',
      ),
    ];
  }
  if (os.knownBy === os.id) return [];
  return [
    warning(
      id,
      `${os.prettyName} (ID=${os.id}${like}) is not one of the distributions that ha-setup knows; it is set up like ${os.knownBy}, with ${family.command}`,
      'look at the plan before you agree to it',
    ),
  ];
}
