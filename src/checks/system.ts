import { distributions, type OsRefusal } from '../facts/distributions.js';
import type { HostFacts } from '../facts/host.js';
import type { OsRelease } from '../facts/os-release.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';
import { oldestKeepalived } from './versions.js';

export const systemCheck = defineCheck({
  id: 'system',
  subject: 'hosts',
  about: () => say.about.system,
  when: ['preflight'],
  needs: ['host'],
  run: ({ host: { id, host } }) => checkSystem(id, host),
});

function checkSystem(id: string, { os, family, managers, service }: HostFacts): Remark[] {
  const words = say.checks.system;
  const name = os.prettyName;
  if (os.refusal !== undefined) return [refuse(id, os, os.refusal)];
  if (service.loadState === 'no systemd') {
    return [error(id, words.noSystemd({ name }), words.noSystemdHint)];
  }
  const like = os.idLike.length > 0 ? `, ID_LIKE="${os.idLike.join(' ')}"` : '';
  const named = { name, id: `ID=${os.id}${like}` };
  if (family === undefined) {
    return [
      error(
        id,
        managers.length > 0 ? words.strange({ ...named, manager: listed(managers) }) : words.bare(named),
        words.strangeHint({ names: listed(triedNames) }),
      ),
    ];
  }
  if (os.knownBy === os.id) {
    if (os.isUntried !== true) return [];
    const message = words.untried({ name, id: `ID=${os.id}`, manager: family.command });
    return [warning(id, message, words.untriedHint)];
  }
  return [warning(id, words.alike({ ...named, like: os.knownBy ?? '', manager: family.command }), words.alikeHint)];
}

const triedNames = distributions.filter(({ isUntried }) => isUntried !== true).map(({ name }) => name);

function refuse(id: string, os: OsRelease, { reason, oldest }: OsRefusal): Remark {
  const words = say.checks.system;
  const named = { name: os.prettyName, id: `ID=${os.id}, VERSION_ID=${os.versionId}` };
  const message =
    reason === 'no-systemd'
      ? words.refusedSystemd(named)
      : words.refusedOld({ ...named, oldest: oldestKeepalived.join('.') });
  return error(
    id,
    message,
    oldest === undefined ? words.noSystemdHint : words.refusedHint({ version: String(oldest) }),
  );
}
