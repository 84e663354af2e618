import type { Family } from '../facts/families/family.js';
import { missingPackages } from '../facts/host.js';
import { compareVersions, upstreamVersion } from '../facts/packages.js';
import type { CommandResult } from '../ports/host.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';
import { oldestKeepalived } from './versions.js';

export const packagesCheck = defineCheck({
  id: 'packages',
  title: 'packages',
  about: 'where something is to be installed, the package manager can have it, in a version that will do',
  when: ['preflight'],
  needs: ['host', 'port'],
  async run({ host: { id, host }, port }) {
    const missing = missingPackages(host);
    if (host.family === undefined || missing.length === 0) return [];
    const command = ['sh', '-c', host.family.simulate, 'sh', ...missing] as const;
    return judgeSimulation(id, host.family, missing, await port.read(command, { timeoutMs: 180_000 }));
  },
});

/** What the package manager's own rehearsal says of the installation to come. */
export function judgeSimulation(
  id: string,
  family: Family,
  missing: readonly string[],
  { code, stdout, stderr }: CommandResult,
): Remark[] {
  const output = `${stderr}\n${stdout}`;
  const lines = output.split('\n').filter((line) => family.complaint.test(line));
  if (!family.possible.test(output)) {
    const said = lines.join('\n');
    if (family.locked.test(said)) {
      return [
        warning(
          id,
          `${family.command} is in use there, so it is not known yet whether ${missing.join(' and ')} can be had`,
          'the installation waits until it is free',
        ),
      ];
    }
    const isUnread = lines.some((line) => family.skippedSource.test(line));
    const advice = isUnread ? undefined : family.advice.find(([pattern]) => pattern.test(said));
    return [
      error(
        id,
        `${family.command} cannot install ${missing.join(' and ')} there:\n      ${lines.slice(0, 4).join('\n      ') || `exit status ${code}`}`,
        advice?.[1] ?? `repair its package sources (${family.refresh} must end without an error)`,
      ),
    ];
  }
  const found: Remark[] = [];
  const candidate = upstreamVersion(family.candidate.exec(stdout)?.[1]);
  if (candidate !== undefined && compareVersions(candidate, oldestKeepalived) < 0) {
    found.push(
      error(
        id,
        `its package sources have keepalived ${candidate.join('.')}, older than ${oldestKeepalived.join('.')}`,
        'add a source with a newer one, or use a newer image',
      ),
    );
  }
  const skipped = [...new Set(lines.flatMap((line) => family.skippedSource.exec(line)?.[1] ?? []))];
  if (skipped.length > 0) {
    found.push(
      warning(
        id,
        `${family.command} cannot read ${skipped.join(', ')} there, and goes on without it`,
        'repair or remove that package source',
      ),
    );
  }
  return found;
}
