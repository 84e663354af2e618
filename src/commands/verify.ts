import { auditPair } from '../checks/audit/audit.js';
import { idOf, type PairFacts } from '../checks/audit/pair.js';
import { VerificationError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import type { Check, VerifyResult } from '../spec/verify-result.js';
import { formatChecks } from '../verify/format-checks.js';
import { lookAtPair } from './look.js';
import type { Toolbox } from './toolbox.js';

export interface VerifyOptions {
  readonly answers: string;
}

/** Looks at a pair from all sides and says what is not as it should be; changes nothing. Throws VerificationError. */
export async function verify({ answers }: VerifyOptions, toolbox: Toolbox): Promise<void> {
  const look = await lookAtPair(answers, toolbox);
  try {
    const checks = await auditPair(look.facts, look.apis);
    showChecks(checks, look.facts, toolbox);
    if (toolbox.json) toolbox.printResult(resultOf(checks, look.facts, toolbox.clock.now()));
    const errors = checks.filter(({ level }) => level === 'error').length;
    if (errors > 0) {
      throw new VerificationError(`${look.facts.spec.cluster} has ${errors} ${errors === 1 ? 'error' : 'errors'}`, {
        hint: 'each has a line above that says how to mend it',
      });
    }
  } finally {
    await look.close();
  }
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

function resultOf(checks: readonly Check[], { spec, topology }: PairFacts, now: number): VerifyResult {
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
    drills: [],
    outages: [],
  };
}
