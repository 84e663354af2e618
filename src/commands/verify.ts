import type { CheckContext } from '../checks/context.js';
import { toPublished } from '../checks/finding.js';
import { formatChecks } from '../checks/format.js';
import { runVerify } from '../checks/run.js';
import type { VerifyOptions } from '../cli/verify.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { PublishedFinding, VerifyResult } from '../cluster/verify-result.js';
import type { DrillResult } from '../drills/drill.js';
import { summarise } from '../drills/outages.js';
import { renderReport } from '../drills/report/page.js';
import { outageTable } from '../drills/tables.js';
import type { Verified } from '../drills/verified.js';
import { HaSetupError, VerificationError } from '../errors.js';
import { templatesChangedAtMs } from '../operations/host-files.js';
import type { HostKey } from '../operations/operation.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { readSpec } from './answers.js';
import { failOver } from './fail-over.js';
import { hostApis } from './host-api.js';
import { showDrills } from './report.js';
import type { Toolbox } from './toolbox.js';

type Options = VerifyOptions & { readonly answers: string };

/** Looks at a pair from all sides and says what is not as it should be; changes nothing. Throws VerificationError. */
export async function verify(options: Options, toolbox: Toolbox): Promise<void> {
  verifyTogether(options);
  await verifyReportPath(options, toolbox);
  const spec = await readSpec(options.answers, toolbox);
  const pair = await toolbox.waiting('Reading the cloud and both hosts', () =>
    observe(spec, { depth: 'audit' }, toolbox),
  );
  const found: { readonly checks: PublishedFinding[]; readonly drills: DrillResult[] } = { checks: [], drills: [] };
  let failure: HaSetupError | undefined;
  try {
    const context = await toContext(pair, options.answers, toolbox);
    const findings = await toolbox.waiting('Trying what the hosts may do', () => runVerify(context));
    found.checks.push(...findings.map(toPublished));
    showChecks(found.checks, pair, toolbox);
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

export function verifyTogether({ failover, power, rounds, report, force }: Omit<Options, 'answers'>): void {
  if (force && report === undefined) {
    throw new HaSetupError('--force goes with --report', { hint: 'add --report FILE, or leave --force out' });
  }
  if (failover || !(power || rounds > 1)) return;
  throw new HaSetupError('--power and --rounds go with --failover', { hint: 'add --failover: it fails over for real' });
}

/** Before anything else: failovers take minutes, and their report must not be lost at the end. */
async function verifyReportPath({ report, force }: Options, { hasFile }: Toolbox): Promise<void> {
  if (report === undefined || force || !(await hasFile(report))) return;
  throw new HaSetupError(`${report} already exists, and the report would overwrite it`, {
    hint: 'name another file with --report, or add --force to overwrite this one',
  });
}

async function toContext(pair: Pair<'audit'>, answers: string, toolbox: Toolbox): Promise<CheckContext> {
  const answersAtMs = await toolbox.changedAtMs(answers);
  const hostKey = findHostKey(pair.spec, toolbox);
  return {
    pair,
    command: (...words) => toolbox.command(words, answers),
    desiredAtMs: Math.max(answersAtMs, templatesChangedAtMs()),
    ...(hostKey && { hostKey }),
    apis: hostApis(pair, toolbox),
    prove: true,
    now: () => toolbox.clock.now(),
  };
}

/** The hosts' key where this machine has it: without it their copy is not compared, and nothing else is lost. */
function findHostKey(spec: ClusterSpec, toolbox: Toolbox): HostKey | undefined {
  try {
    return toolbox.hostKey(spec);
  } catch (cause) {
    if (cause instanceof HaSetupError) return undefined;
    throw cause;
  }
}

function findFailure(
  checks: readonly PublishedFinding[],
  cluster: string,
  { failover }: Options,
): VerificationError | undefined {
  const { error } = countLevels(checks);
  if (error === 0) return undefined;
  const left = failover ? ', so it was not failed over' : '';
  return new VerificationError(`${cluster} has ${error} ${error === 1 ? 'error' : 'errors'}${left}`, {
    hint: 'each has a line above that says how to repair it',
  });
}

async function report(
  { checks, drills }: { readonly checks: readonly PublishedFinding[]; readonly drills: readonly DrillResult[] },
  pair: Pair,
  failure: HaSetupError | undefined,
  options: Options,
  toolbox: Toolbox,
): Promise<void> {
  const result = { ...toResult(checks, pair, toolbox.clock.now(), drills), healthy: failure === undefined };
  showOutages(result, toolbox);
  if (options.report !== undefined) {
    await toolbox.writeReport(options.report, renderReport(result, failure?.message), { overwrite: options.force });
    toolbox.reporter.say(`The report is in ${options.report}.`);
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
      const role = topology?.owner === node ? ', active' : '';
      return [id, located === undefined ? id : `${id} (${located.instance.name} ${located.ip}${role})`];
    }),
  );
  for (const { text, tone } of formatChecks(checks, titles)) reporter.say(text, tone);
  const counts = countLevels(checks);
  const { error, warning } = counts;
  reporter.say(
    `${spec.cluster}: ${checks.length} checks, ${describeCounts(counts)}.`,
    error > 0 ? 'bad' : warning > 0 ? 'warning' : 'good',
  );
}

/** What was found that is not well, in numbers. */
export function describeCounts({ error, warning, unproven }: VerifyResult['counts']): string {
  const parts = [
    ...(error > 0 ? [`${error} ${error === 1 ? 'error' : 'errors'}`] : []),
    ...(warning > 0 ? [`${warning} ${warning === 1 ? 'warning' : 'warnings'}`] : []),
    ...(unproven > 0 ? [`${unproven} unproven`] : []),
  ];
  return parts.length === 0 ? 'all well' : parts.join(', ');
}

function countLevels(checks: readonly PublishedFinding[]): VerifyResult['counts'] {
  const count = (level: PublishedFinding['level']) => checks.filter((check) => check.level === level).length;
  return { ok: count('ok'), unproven: count('unproven'), warning: count('warning'), error: count('error') };
}

function toResult(
  checks: readonly PublishedFinding[],
  { spec, topology }: Pair,
  now: number,
  drills: readonly DrillResult[],
): Verified {
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
    drills,
    outages: summarise(drills),
  };
}
