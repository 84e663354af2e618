import { auditPair } from '../checks/audit/audit.js';
import { idOf, type PairFacts } from '../checks/audit/pair.js';
import { formatChecks } from '../checks/format.js';
import type { Check, VerifyResult } from '../cluster/verify-result.js';
import type { DrillResult } from '../drills/drill.js';
import { summarise } from '../drills/outages.js';
import { renderReport } from '../drills/report/page.js';
import type { Verified } from '../drills/verified.js';
import { HaSetupError, VerificationError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import { failOver } from './fail-over.js';
import { lookAtPair } from './look.js';
import { showDrills } from './report.js';
import type { Toolbox } from './toolbox.js';

export interface VerifyOptions {
  readonly answers: string;
  /** Fail over for real, so many rounds; with `power` the active host is rebooted, too. */
  readonly failover: boolean;
  readonly rounds: number;
  readonly power: boolean;
  /** Where to write the result as one page. */
  readonly report?: string;
}

/** Looks at a pair from all sides and says what is not as it should be; changes nothing. Throws VerificationError. */
export async function verify(options: VerifyOptions, toolbox: Toolbox): Promise<void> {
  const { answers, report } = options;
  if (!options.failover && (options.power || options.rounds > 1)) {
    throw new HaSetupError('--power and --rounds go with --failover', {
      hint: 'add --failover: it fails over for real',
    });
  }
  const look = await lookAtPair(answers, toolbox);
  const drills: DrillResult[] = [];
  const checks: Check[] = [];
  let failure: HaSetupError | undefined;
  try {
    checks.push(...(await auditPair(look.facts, look.apis)));
    showChecks(checks, look.facts, toolbox);
    failure = findFailure(checks, look.facts.spec.cluster, options);
    if (failure === undefined && options.failover) {
      await failOver(look, { ...options, onDrills: (done) => drills.push(...done) }, toolbox);
    }
  } catch (cause) {
    // What was found before is worth as much as the failure that ended it.
    if (!(cause instanceof HaSetupError)) throw cause;
    failure = cause;
  } finally {
    await look.close();
  }
  const result = { ...resultOf(checks, look.facts, toolbox.clock.now(), drills), healthy: failure === undefined };
  showOutages(result, toolbox);
  if (report !== undefined) {
    await toolbox.writeReport(report, renderReport(result, failure?.message));
    toolbox.reporter.say(`The report is in ${report}.`);
  }
  if (toolbox.json) toolbox.printResult(result);
  if (failure !== undefined) throw failure;
}

function findFailure(
  checks: readonly Check[],
  cluster: string,
  { failover }: VerifyOptions,
): VerificationError | undefined {
  const { error } = countLevels(checks);
  if (error === 0) return undefined;
  const left = failover ? ', so it was not failed over' : '';
  return new VerificationError(`${cluster} has ${error} ${error === 1 ? 'error' : 'errors'}${left}`, {
    hint: 'each has a line above that says how to mend it',
  });
}

function showOutages({ drills, outages }: Verified, toolbox: Toolbox): void {
  const { reporter } = toolbox;
  if (drills.length === 0) return;
  reporter.say('');
  showDrills(drills, toolbox);
  if (outages.every(({ runs }) => runs === 1)) return;
  reporter.say('  drill     runs  median   maximum', 'heading');
  for (const { kind, runs, medianMs, maximumMs } of outages) {
    const row = `  ${kind.padEnd(8)}  ${String(runs).padStart(4)}  ${seconds(medianMs)}  ${seconds(maximumMs)}`;
    reporter.say(row.trimEnd());
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`.padEnd(7);
}

function showChecks(checks: readonly Check[], { spec, topology }: PairFacts, { reporter }: Toolbox): void {
  const titles = Object.fromEntries(
    nodeNames.map((node) => {
      const id = idOf(spec, node);
      const located = topology?.nodes[node];
      const role = topology?.owner === node ? ', active' : '';
      return [id, located === undefined ? id : `${id} (${located.instance.name} ${located.ip}${role})`];
    }),
  );
  for (const { text, tone } of formatChecks(checks, titles)) reporter.say(text, tone);
  const { error, warning, unproven } = countLevels(checks);
  const parts = [
    ...(error > 0 ? [`${error} ${error === 1 ? 'error' : 'errors'}`] : []),
    ...(warning > 0 ? [`${warning} ${warning === 1 ? 'warning' : 'warnings'}`] : []),
    ...(unproven > 0 ? [`${unproven} unproven`] : []),
  ];
  const verdict = parts.length === 0 ? 'all well' : parts.join(', ');
  reporter.say(
    `${spec.cluster}: ${checks.length} checks, ${verdict}.`,
    error > 0 ? 'bad' : warning > 0 ? 'warning' : 'good',
  );
}

function countLevels(checks: readonly Check[]): VerifyResult['counts'] {
  const count = (level: Check['level']) => checks.filter((check) => check.level === level).length;
  return { ok: count('ok'), unproven: count('unproven'), warning: count('warning'), error: count('error') };
}

function resultOf(
  checks: readonly Check[],
  { spec, topology }: PairFacts,
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
    active: topology?.owner === undefined ? null : idOf(spec, topology.owner),
    counts,
    checks: [...checks],
    drills,
    outages: summarise(drills),
  };
}
