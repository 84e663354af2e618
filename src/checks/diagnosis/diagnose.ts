import { nodeNames, nodeOf } from '../../cluster/nodes.js';
import type { Diagnosis } from '../../cluster/verify-result.js';
import type { CheckFinding } from '../run.js';
import type { Pattern, RepairContext } from './pattern.js';
import { patterns } from './patterns.js';
import { explainDiagnosis } from './words.js';

/** The likeliest single cause of what verify found, and the one command that repairs it; undefined where all is well. */
export function diagnose(findings: readonly CheckFinding[], context: RepairContext): Diagnosis | undefined {
  const ill = findings.filter(({ level }) => level === 'error' || level === 'warning');
  // Where something is broken, what only should be repaired is not its cause, unless it explains it.
  const found = findCause(ill, context, (finding) => finding.level === 'error') ?? findCause(ill, context, () => true);
  const [first] = ill;
  if (first === undefined) return undefined;
  if (found === undefined) {
    const worst = ill.find(({ level }) => level === 'error') ?? first;
    return toDiagnosis('other', worst, [worst], ill, { hint: worst.hint });
  }
  const { pattern, finding, explained } = found;
  const repair = pattern.repair(finding, context);
  return toDiagnosis(pattern.code, finding, explained, ill, repair === undefined ? { hint: finding.hint } : repair);
}

interface Found {
  readonly pattern: Pattern;
  readonly finding: CheckFinding;
  readonly explained: readonly CheckFinding[];
}

function findCause(
  ill: readonly CheckFinding[],
  context: RepairContext,
  counts: (finding: CheckFinding) => boolean,
): Found | undefined {
  for (const pattern of patterns) {
    const shown = ill.filter((finding) => isShownBy(pattern, finding, ill));
    if (pattern.onBoth && new Set(shown.map(({ where }) => where)).size < 2) continue;
    const finding = shown[0];
    if (finding === undefined) continue;
    const explained = ill.filter((one) => shown.includes(one) || isExplained(one, pattern, shown, context));
    if (explained.some(counts)) return { pattern, finding, explained };
  }
  return undefined;
}

function isShownBy({ shownBy, codes, beside }: Pattern, finding: CheckFinding, ill: readonly CheckFinding[]): boolean {
  if (!shownBy.includes(finding.id)) return false;
  const { code = '' } = finding;
  if (codes !== undefined && !codes.some((one) => (typeof one === 'string' ? one === code : one.test(code))))
    return false;
  return beside === undefined || ill.some(({ id, where }) => beside.includes(id) && where === finding.where);
}

/** What follows from a cause shows at the same host, or at one that depends on it. */
function isExplained(
  one: CheckFinding,
  { explains }: Pattern,
  shown: readonly CheckFinding[],
  { pair: { spec } }: RepairContext,
): boolean {
  if (!explains.includes(one.id)) return false;
  const hosts = nodeNames.map((node) => nodeOf(spec, node).instance as string);
  const isOfHost = (where: string) => hosts.includes(where);
  // Roles and the VIP are the pair's: a fault of one host shows at the other.
  const isOfPair = ['vrrp', 'vip.nic', 'vip.owner', 'eip.bound', 'preferred', 'vip.name'].includes(one.id);
  return isOfPair || shown.some(({ where }) => where === one.where || !isOfHost(where) || !isOfHost(one.where));
}

function toDiagnosis(
  code: Diagnosis['code'],
  finding: CheckFinding,
  explained: readonly CheckFinding[],
  ill: readonly CheckFinding[],
  { on, line, hint }: { readonly on?: string; readonly line?: string; readonly hint?: string | undefined },
): Diagnosis {
  const refer = ({ id, where }: CheckFinding) => ({ id, where });
  return {
    code,
    where: finding.where,
    message: explainDiagnosis(code, finding),
    on: on ?? null,
    command: line ?? null,
    ...(hint !== undefined && { hint }),
    explains: explained.map(refer),
    others: ill.filter((one) => !explained.includes(one)).map(refer),
  };
}
