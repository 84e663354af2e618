import type { Family } from '../facts/families/family.js';
import { missingPackages } from '../facts/host.js';
import { compareVersions, upstreamVersion } from '../facts/packages.js';
import { allOf, listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { CommandResult } from '../ports/host.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';
import { oldestKeepalived } from './versions.js';

export const packagesCheck = defineCheck({
  id: 'packages',
  subject: 'packages',
  about: () => say.about.packages,
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
  const words = say.checks.packages;
  const manager = family.command;
  const packages = allOf(missing);
  const output = `${stderr}\n${stdout}`;
  const lines = output.split('\n').filter((line) => family.complaint.test(line));
  if (!family.possible.test(output)) {
    const said = lines.join('\n');
    if (family.locked.test(said)) {
      return [warning(id, words.inUse({ manager, packages }), words.inUseHint)];
    }
    const isUnread = lines.some((line) => family.skippedSource.test(line));
    const advice = isUnread ? undefined : family.advice.find(([pattern]) => pattern.test(said));
    return [
      error(
        id,
        words.impossible({ manager, packages, said: lines.slice(0, 4).join('\n      ') || words.status({ code }) }),
        advice ? say.packages[advice[1]] : words.impossibleHint({ command: family.refresh }),
      ),
    ];
  }
  const found: Remark[] = [];
  const candidate = upstreamVersion(family.candidate.exec(stdout)?.[1]);
  if (candidate !== undefined && compareVersions(candidate, oldestKeepalived) < 0) {
    found.push(
      error(id, words.old({ version: candidate.join('.'), oldest: oldestKeepalived.join('.') }), words.oldHint),
    );
  }
  const skipped = [...new Set(lines.flatMap((line) => family.skippedSource.exec(line)?.[1] ?? []))];
  if (skipped.length > 0) {
    found.push(warning(id, words.skipped({ manager, sources: listed(skipped) }), words.skippedHint));
  }
  return found;
}
