import { formatDiagnosis } from '../checks/diagnosis/format.js';
import { formatChecks } from '../checks/format.js';
import type { VerifyOptions } from '../cli/verify.js';
import type { VerifyResult } from '../cluster/verify-result.js';
import type { Toolbox } from '../commands/toolbox.js';
import { describeCounts, verify, verifyTogether } from '../commands/verify.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import type { SaidLine } from '../ports/pair-lines.js';
import { openDesks } from './desk.js';
import { eachPair } from './each-pair.js';
import { readMembers } from './members.js';
import { type Outcome, type Summary, toPairResult } from './outcome.js';
import { reportAll, summariseResult } from './report.js';

/** Verifies each pair; with failover it fails each over for real. Throws PairsError where one is not well. */
export async function verifyAll(
  paths: readonly string[],
  options: Omit<VerifyOptions, 'answers'>,
  toolbox: Toolbox,
): Promise<void> {
  verifyTogether(options);
  await verifyReportFolder(options.report, toolbox);
  const members = await readMembers(paths, toolbox);
  const { report, ...others } = options;
  const work = () =>
    eachPair(
      openDesks(members, toolbox),
      ({ member, toolbox: own }) => {
        if ('mistake' in member) throw member.mistake;
        const page = report === undefined ? {} : { report: `${report.replace(/\/$/, '')}/${member.label}.html` };
        return verify({ ...others, ...page, answers: member.path }, own);
      },
      {
        parallel: options.parallel,
        interrupt: toolbox.interrupt,
        summarise,
        onEnd: (outcome) => toolbox.json && toolbox.printResult(toPairResult(outcome)),
      },
    );
  const outcomes = await (options.failover ? toolbox.interrupt.guard(work) : work());
  reportAll(outcomes, { words: ['verify'], summarise, details }, toolbox);
}

/** Before anything else: failovers take minutes, and their reports must not be lost at the end. */
async function verifyReportFolder(report: string | undefined, { hasFile }: Toolbox): Promise<void> {
  if (report === undefined || (await hasFile(`${report}/.`))) return;
  throw new HaSetupError(say.fleet.reportFolder({ report }), { hint: say.fleet.reportFolderHint });
}

const summarise = summariseResult(
  ({ counts, active, vip, outages }: VerifyResult): Summary => ({
    status: counts.error > 0 ? 'failed' : counts.warning > 0 ? 'warning' : 'ok',
    active,
    vip,
    findings: describeCounts(counts),
    outageMs: outages.length === 0 ? null : Math.max(...outages.map(({ maximumMs }) => maximumMs)),
  }),
);

/** What is not as it should be with a pair, and the likeliest cause of it. */
export function details({ result }: Outcome): readonly SaidLine[] {
  const { checks = [], diagnosis } = (result ?? {}) as Partial<VerifyResult>;
  const found = checks.filter(({ level }) => level === 'warning' || level === 'error');
  const hosts = found.flatMap(({ where }) => (where.startsWith('ins-') ? [[where, where]] : []));
  return [...formatChecks(found, Object.fromEntries(hosts)), ...(diagnosis ? formatDiagnosis(diagnosis) : [])];
}
