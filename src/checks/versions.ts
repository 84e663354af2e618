import { missingPackages } from '../facts/host.js';
import { compareVersions } from '../facts/packages.js';
import { allOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, warning } from './finding.js';

/** keepalived older than this lacks what the configuration of Tencent Cloud's guide needs. */
export const oldestKeepalived = [1, 3, 5] as const;

export const versionsCheck = defineCheck({
  id: 'versions',
  subject: 'hosts',
  about: () => say.about.versions({ oldest: oldestKeepalived.join('.') }),
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { phase, command }) {
    const { packages, keepalivedVersion, strayKeepalived, heldPackages, python, family, os } = host;
    const version = keepalivedVersion?.join('.') ?? '';
    const words = say.checks.versions;
    // Before a run they are what it installs.
    const missing = phase === 'preflight' ? [] : missingPackages(host);
    if (missing.length > 0) {
      const names = allOf(missing);
      return [error(id, words.missing({ packages: names }), words.missingHint({ command: command() }))];
    }
    if (strayKeepalived !== undefined) {
      return [
        error(
          id,
          words.stray({ version, path: strayKeepalived }),
          family === undefined ? words.strayBareHint : words.strayHint({ manager: family.command }),
        ),
      ];
    }
    if (keepalivedVersion !== undefined && compareVersions(keepalivedVersion, oldestKeepalived) < 0) {
      const isHeld = heldPackages.includes('keepalived');
      return [
        error(
          id,
          (isHeld ? words.held : words.old)({ version, oldest: oldestKeepalived.join('.') }),
          family === undefined
            ? words.oldBareHint
            : words.oldHint({ command: [...(isHeld ? [family.release] : []), family.upgrade].join('; ') }),
        ),
      ];
    }
    const keepalived = packages['keepalived'] ?? version;
    const interpreter = `${python?.path} ${python?.version.join('.')}`;
    return [ok(id, say.services.versions({ system: os.prettyName, keepalived, python: interpreter }))];
  },
});

export const alikeCheck = defineCheck({
  id: 'versions.alike',
  subject: 'keepalived',
  about: () => say.about.versionsAlike,
  when: ['verify'],
  needs: ['pair'],
  run({ pair: { a, b } }) {
    const [one, other] = [a, b].map(({ host }) => host.keepalivedVersion?.join('.'));
    if (one === undefined || other === undefined || one === other) return [];
    const message = say.checks.versions.differ({ version: one, other, host: b.id });
    return [warning(a.id, message, say.checks.versions.differHint)];
  },
});
