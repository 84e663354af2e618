import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { type Check, type Need, type RunContext, type Subject, subjects } from './check.js';
import { type CheckContext, findHost, idOf } from './context.js';
import type { Finding, Remark } from './finding.js';
import { PartFinder } from './parts.js';
import { isAbsent, isNoneSetUp } from './set-up.js';
import { type CheckId, checks } from './table.js';
import type { Unfitness } from './unfitness.js';

export type CheckFinding = Finding<CheckId>;

/** What the checks of one subject came to. */
export interface Group {
  readonly subject: Subject;
  /** The subject in words. */
  readonly title: string;
  readonly findings: readonly CheckFinding[];
}

export interface SubjectOptions {
  /** Told of each subject as soon as it was looked at. */
  readonly onGroup?: (group: Group) => void;
  /** Only what the cloud's own record tells: the hosts have not been asked yet. */
  readonly cloudAlone?: boolean;
}

/** These show themselves by trying alone: they take seconds, and make no sense where something else is wrong. */
const tried: readonly Need[] = ['port', 'api', 'operator'];
/** These differ from host to host. */
const ofHost: readonly Need[] = ['host', 'audit', 'port', 'api'];

/**
 * All that a run depends on: warnings and errors, subject by subject. What only trying shows is left out where there are
 * errors already. Changes nothing.
 */
export async function runPreflight(
  context: CheckContext,
  { onGroup, cloudAlone = false }: SubjectOptions = {},
): Promise<readonly CheckFinding[]> {
  const pass = new Pass({ ...context, phase: 'preflight' });
  const isWhole = nodeNames.every((node) => findHost(context.pair, node) !== undefined);
  const findings: CheckFinding[] = [];
  const note = (subject: Subject, all: readonly CheckFinding[] | undefined) => {
    if (all === undefined) return;
    const bad = all.filter(({ level }) => level === 'warning' || level === 'error');
    findings.push(...bad);
    onGroup?.({ subject, title: say.findings.subjects[subject], findings: bad });
  };
  const groups = subjects
    .map((subject) => ({ subject, rows: pass.rows.filter((row) => row.subject === subject) }))
    .filter(({ rows }) => rows.length > 0);
  const needs = ({ rows }: (typeof groups)[number], some: readonly Need[]) =>
    rows.some((row) => row.needs.some((need) => some.includes(need)));
  for (const group of groups.filter((one) => !needs(one, tried))) {
    if (cloudAlone && needs(group, ['node', 'host', 'pair'])) continue;
    if (!isWhole && needs(group, ['host', 'pair'])) continue;
    note(group.subject, await pass.all(group.rows));
  }
  if (cloudAlone || !isWhole || findings.some(({ level }) => level === 'error')) return findings;
  const trying = groups.filter((one) => needs(one, tried));
  const results = await Promise.all(trying.map(({ rows }) => pass.all(rows)));
  for (const [index, { subject }] of trying.entries()) note(subject, results[index]);
  return findings;
}

/** Everything that can be said of a running pair, also that it is well; no check stops another. Changes nothing. */
export async function runVerify(context: CheckContext): Promise<readonly CheckFinding[]> {
  const pass = new Pass({ ...context, phase: 'verify' });
  return (await pass.all(pass.rows)) ?? [];
}

/** Everything that speaks against making this node the active one; empty for a fit one. Its pair is read by audit. */
export async function findUnfitness(node: NodeName, context: CheckContext): Promise<readonly Unfitness[]> {
  const pass = new Pass({ ...context, phase: 'fitness' });
  const found = (await pass.all(pass.rows, [node])) ?? [];
  const { topology, spec } = context.pair;
  const own = [idOf(spec, node), topology?.nodes[node].eni.id];
  return found.flatMap(({ where, unfit }) => (unfit !== undefined && own.includes(where) ? [unfit] : []));
}

/** One pass over rows of the table. */
class Pass {
  readonly #context: RunContext;
  readonly #parts: PartFinder;
  /** The rows of the phase that apply to the pair. */
  readonly rows: readonly Check[];

  constructor(context: RunContext) {
    this.#context = context;
    this.#parts = new PartFinder(context);
    const { phase, pair } = context;
    this.rows = checks.filter(
      (row: Check) =>
        row.when.includes(phase) &&
        (row.mechanism ?? pair.spec.mechanism) === pair.spec.mechanism &&
        row.appliesTo?.(pair.spec) !== false,
    );
  }

  /**
   * The findings of these rows in their order; rows that follow each other and run once a node go node by node.
   * Undefined where none of them could run.
   */
  async all(
    rows: readonly Check[],
    nodes: readonly NodeName[] = nodeNames,
  ): Promise<readonly CheckFinding[] | undefined> {
    const blocks: (readonly Check[])[] = [];
    for (const row of rows) {
      const last = blocks.at(-1);
      if (last?.[0] !== undefined && scopeOf(last[0]) === scopeOf(row)) blocks[blocks.length - 1] = [...last, row];
      else blocks.push([row]);
    }
    const asked = blocks.flatMap((block) => {
      const once = block[0] === undefined || scopeOf(block[0]) === 'pair';
      return (once ? nodes.slice(0, 1) : nodes).flatMap((node) => block.map((row) => this.#ask(row, node)));
    });
    const found = (await Promise.all(asked)).filter((one) => one !== undefined);
    return found.length === 0 ? undefined : found.flat();
  }

  /** Of a host that is not set up, that alone is worth saying; of a pair that is not, no more than where its hosts are. */
  #isPointless(row: Check, node: NodeName): boolean {
    if (ofAnyHost.includes(row.id as CheckId)) return false;
    const { pair } = this.#context;
    return isNoneSetUp(pair) || (scopeOf(row) === 'host' && isAbsent(pair, node));
  }

  async #ask(row: Check, node: NodeName): Promise<readonly CheckFinding[] | undefined> {
    // Of a system on which nothing can ever work, nothing else is worth saying.
    const isRefused = findHost(this.#context.pair, node)?.host.os.refusal !== undefined;
    if (isRefused && this.#context.phase === 'preflight' && scopeOf(row) === 'host' && row.id !== 'system')
      return undefined;
    if (this.#context.phase === 'verify' && this.#isPointless(row, node)) return undefined;
    const parts = await this.#parts.find(row.needs, node);
    if (parts === undefined) return undefined;
    const remarks = await row.run(parts, this.#context);
    return remarks.map((remark) => toFinding(row, remark));
  }
}

/** What is worth saying of hosts that nobody has set up. */
const ofAnyHost: readonly CheckId[] = ['set-up', 'system', 'ssh', 'cloud.api', 'nodes'];

/** Rows of one scope go node by node together: all that one host tells, then all that the other tells. */
function scopeOf({ needs }: Check): 'pair' | 'node' | 'host' {
  if (needs.some((need) => ofHost.includes(need))) return 'host';
  return needs.includes('node') ? 'node' : 'pair';
}

function toFinding(row: Check, { id, where = 'cloud', ...rest }: Remark<string>): CheckFinding {
  return { ...rest, where, id: (id ?? row.id) as CheckId };
}
