import { missingPackages } from '../facts/host.js';
import { compareVersions } from '../facts/packages.js';
import { defineCheck } from './check.js';
import { error, ok, warning } from './finding.js';

/** keepalived older than this lacks what the configuration of Tencent Cloud's guide needs. */
export const oldestKeepalived = [1, 3, 5] as const;

export const versionsCheck = defineCheck({
  id: 'versions',
  title: 'the two hosts',
  about: `keepalived is ${oldestKeepalived.join('.')} or later and came with a package, and the hooks have a Python`,
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { phase, command }) {
    const { packages, keepalivedVersion, strayKeepalived, heldPackages, python, family, os } = host;
    const version = keepalivedVersion?.join('.');
    // Before a run they are what it installs.
    const missing = phase === 'preflight' ? [] : missingPackages(host);
    if (missing.length > 0) {
      return [error(id, `${missing.join(' and ')} is not installed`, `${command()} installs it`)];
    }
    if (strayKeepalived !== undefined) {
      return [
        error(
          id,
          `the keepalived ${version} at ${strayKeepalived} did not come with a package, so it has its own places for its files`,
          `remove it there; ${family?.command ?? 'the package manager'} will bring one`,
        ),
      ];
    }
    if (keepalivedVersion !== undefined && compareVersions(keepalivedVersion, oldestKeepalived) < 0) {
      const isHeld = heldPackages.includes('keepalived');
      return [
        error(
          id,
          `keepalived ${version} is older than ${oldestKeepalived.join('.')}${isHeld ? ', and it is held at that version' : ''}`,
          `there: ${isHeld ? `${family?.release}; ` : ''}${family?.upgrade ?? 'upgrade the package'}, or use a newer image`,
        ),
      ];
    }
    const keepalived = packages['keepalived'] ?? version;
    return [ok(id, `${os.prettyName}, keepalived ${keepalived}, ${python?.path} ${python?.version.join('.')}`)];
  },
});

export const alikeCheck = defineCheck({
  id: 'versions.alike',
  title: 'keepalived',
  about: 'both hosts run the same version: what was tried on one holds for the other',
  when: ['verify'],
  needs: ['pair'],
  run({ pair: { a, b } }) {
    const [one, other] = [a, b].map(({ host }) => host.keepalivedVersion?.join('.'));
    if (one === undefined || other === undefined || one === other) return [];
    const message = `keepalived is ${one} there and ${other} on ${b.id}`;
    return [warning(a.id, message, 'upgrade the older one from its distribution, one host at a time')];
  },
});
