import { distributions, type OsRefusal } from '../facts/distributions.js';
import type { HostFacts } from '../facts/host.js';
import type { OsRelease } from '../facts/os-release.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';
import { oldestKeepalived } from './versions.js';

export const systemCheck = defineCheck({
  id: 'system',
  title: 'the two hosts',
  about: 'each host runs systemd, and a distribution that ha-setup can set up',
  when: ['preflight'],
  needs: ['host'],
  run: ({ host: { id, host } }) => checkSystem(id, host),
});

function checkSystem(id: string, { os, family, managers, service }: HostFacts): Remark[] {
  if (os.refusal !== undefined) return [refuse(id, os, os.refusal)];
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
        `use one of these on both instances: ${triedNames.join(', ')}`,
      ),
    ];
  }
  if (os.knownBy === os.id) {
    if (os.isUntried !== true) return [];
    const message = `${os.prettyName} (ID=${os.id}) is known, but nobody has run ha-setup on it yet; it is set up with ${family.command}`;
    const hint = 'look at the plan before you agree to it, and try it on machines that nothing depends on';
    return [warning(id, message, hint)];
  }
  return [
    warning(
      id,
      `${os.prettyName} (ID=${os.id}${like}) is not one of the distributions that ha-setup knows; it is set up like ${os.knownBy}, with ${family.command}`,
      'look at the plan before you agree to it',
    ),
  ];
}

const triedNames = distributions.filter(({ isUntried }) => isUntried !== true).map(({ name }) => name);

function refuse(id: string, os: OsRelease, { reason, oldest }: OsRefusal): Remark {
  const needs = `keepalived ${oldestKeepalived.join('.')} or Python 3.6`;
  const why = reason === 'no-systemd' ? 'it has no systemd' : `its own packages lack systemd, ${needs}`;
  const hint =
    oldest === undefined ? 'an image with systemd, such as Debian 12' : `version ${oldest} or later, or another image`;
  return error(
    id,
    `${os.prettyName} (ID=${os.id}, VERSION_ID=${os.versionId}) cannot be set up: ${why}`,
    `use ${hint}`,
  );
}
