import { diagnose } from '../checks/diagnosis/diagnose.js';
import { formatDiagnosis } from '../checks/diagnosis/format.js';
import { toPublished } from '../checks/finding.js';
import { formatChecks } from '../checks/format.js';
import type { VerifyOptions } from '../cli/verify.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { Diagnosis, PublishedFinding, VerifyResult } from '../cluster/verify-result.js';
import type { DrillResult } from '../drills/drill.js';
import { summarise } from '../drills/outages.js';
import { renderReport } from '../drills/report/page.js';
import { outageTable } from '../drills/tables.js';
import type { Verified } from '../drills/verified.js';
import { HaSetupError, VerificationError } from '../errors.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { readSpec } from './answers.js';
import { failOver } from './fail-over.js';
import { inspect } from './inspect.js';
import { showDrills } from './report.js';
import type { Toolbox } from './toolbox.js';

type Options = VerifyOptions & { readonly answers: string };

/** Looks at a pair from all sides and says what is not as it should be; changes nothing. Throws VerificationError. */
export async function verify(options: Options, toolbox: Toolbox): Promise<void> {
  verifyTogether(options);
  await verifyReportPath(options, toolbox);
  const spec = await readSpec(options.answers, toolbox);
  const pair = await toolbox.waiting(say.session.reading, () => observe(spec, { depth: 'audit' }, toolbox));
  const found: Found = { checks: [], drills: [], diagnosis: undefined };
  let failure: HaSetupError | undefined;
  try {
    const { context, findings } = await inspect(pair, options.answers, toolbox);
    found.checks.push(...findings.map(toPublished));
    showChecks(found.checks, pair, toolbox);
    found.diagnosis = diagnose(findings, context);
    showDiagnosis(found.diagnosis, toolbox);
    failure = findFailure(found.checks, spec.cluster, options);
    if (failure === undefined && options.failover) {
      const onDrills = (drills: readonly DrillResult[]) => found.drills.push(...drills);
      await failOver(pair, context.hostKey, { ...options, onDrills }, toolbox);
    }
  } catch (cause) {
    // What was found before is worth as much as the failure that ended it.
    if (!(cause instanceof HaSetupError)) throw cause;
    failure = cause;
  } finally {
    await pair.close();
  }
  await report(found, pair, failure, options, toolbox);
  if (failure !== undefined) throw failure;
}

/** What was found so far. */
interface Found {
  readonly checks: PublishedFinding[];
  readonly drills: DrillResult[];
  diagnosis: Diagnosis | undefined;
}

export function verifyTogether({ failover, power, rounds, report, force }: Omit<Options, 'answers'>): void {
  const words = say.moves.verify;
  if (force && report === undefined) {
    throw new HaSetupError(words.forceAlone, { hint: words.forceAloneHint });
  }
  if (failover || !(power || rounds > 1)) return;
  throw new HaSetupError(words.drillsAlone, { hint: words.drillsAloneHint });
}

/** Before anything else: failovers take minutes, and their report must not be lost at the end. */
async function verifyReportPath({ report, force }: Options, { hasFile }: Toolbox): Promise<void> {
  if (report === undefined || force || !(await hasFile(report))) return;
  throw new HaSetupError(say.moves.verify.exists({ path: report }), {
    hint: say.moves.verify.existsHint,
  });
}

function findFailure(
  checks: readonly PublishedFinding[],
  cluster: string,
  { failover }: Options,
): VerificationError | undefined {
  const { error } = countLevels(checks);
  if (error === 0) return undefined;
  const words = say.moves.verify;
  const given = { cluster, count: error };
  return new VerificationError(failover ? words.failedBefore(given) : words.failed(given), { hint: words.failedHint });
}

async function report(
  found: Found,
  pair: Pair,
  failure: HaSetupError | undefined,
  options: Options,
  toolbox: Toolbox,
): Promise<void> {
  const result = { ...toResult(found, pair, toolbox.clock.now()), healthy: failure === undefined };
  showOutages(result, toolbox);
  if (options.report !== undefined) {
    await toolbox.writeReport(options.report, renderReport(result, failure?.message), { overwrite: options.force });
    toolbox.reporter.say(say.moves.verify.report({ path: options.report }));
  }
  if (toolbox.json) toolbox.printResult(result);
}

function showOutages({ drills, outages }: Verified, toolbox: Toolbox): void {
  const { reporter } = toolbox;
  if (drills.length === 0) return;
  reporter.say('');
  showDrills(drills, toolbox);
  if (outages.every(({ runs }) => runs === 1)) return;
  const [head = '', ...rows] = outageTable(outages, toolbox.canvas().width);
  reporter.say(head, 'heading');
  for (const row of rows) reporter.say(row);
}

function showChecks(checks: readonly PublishedFinding[], { spec, topology }: Pair, { reporter }: Toolbox): void {
  const titles = Object.fromEntries(
    nodeNames.map((node) => {
      const id = nodeOf(spec, node).instance;
      const located = topology?.nodes[node];
      if (located === undefined) return [id, id];
      const given = { host: id, name: located.instance.name, ip: located.ip };
      return [id, topology?.owner === node ? say.moves.verify.active(given) : say.moves.verify.node(given)];
    }),
  );
  for (const { text, tone } of formatChecks(checks, titles)) reporter.say(text, tone);
  const counts = countLevels(checks);
  const { error, warning } = counts;
  reporter.say(
    say.moves.verify.checks({ cluster: spec.cluster, count: checks.length, found: describeCounts(counts) }),
    error > 0 ? 'bad' : warning > 0 ? 'warning' : 'good',
  );
}

/** What was found that is not well, in numbers. */
export function describeCounts({ error, warning, unproven }: VerifyResult['counts']): string {
  const words = say.moves.verify;
  const parts = [
    ...(error > 0 ? [words.errors({ count: error })] : []),
    ...(warning > 0 ? [words.warnings({ count: warning })] : []),
    ...(unproven > 0 ? [words.unproven({ count: unproven })] : []),
  ];
  return listed(parts) || words.well;
}

function showDiagnosis(diagnosis: Diagnosis | undefined, { reporter }: Toolbox): void {
  if (diagnosis === undefined) return;
  reporter.say('');
  for (const { text, tone } of formatDiagnosis(diagnosis)) reporter.say(text, tone);
}

function countLevels(checks: readonly PublishedFinding[]): VerifyResult['counts'] {
  const count = (level: PublishedFinding['level']) => checks.filter((check) => check.level === level).length;
  return { ok: count('ok'), unproven: count('unproven'), warning: count('warning'), error: count('error') };
}

function toResult({ checks, drills, diagnosis }: Found, { spec, topology }: Pair, now: number): Verified {
  const counts = countLevels(checks);
  return {
    version: 1,
    cluster: spec.cluster,
    at: new Date(now).toISOString(),
    healthy: counts.error === 0,
    vip: topology?.vip ?? null,
    active: topology?.owner === undefined ? null : nodeOf(spec, topology.owner).instance,
    counts,
    checks: [...checks],
    diagnosis: diagnosis ?? null,
    drills,
    outages: summarise(drills),
  };
}
