import type { Session } from '../run/session.js';
import { paths } from '../spec/names.js';
import type { DrillResult } from '../verify/drill.js';
import type { Toolbox } from './toolbox.js';

/** The object that --json prints (README, "Machine-readable results"). */
export function resultOf(session: Session, changed: number, drills: readonly DrillResult[]): object {
  const { topology } = session.view();
  const active = topology.owner && topology.nodes[topology.owner];
  return {
    cluster: session.spec.cluster,
    vip: topology.vip,
    eip: topology.eip?.id ?? null,
    active: active ? { instance: active.instance.id, eni: active.eni.id } : null,
    changed,
    drills,
  };
}

/** Who is active, the outages measured, and what to type next. */
export function showReport(
  session: Session,
  drills: readonly DrillResult[],
  answers: string,
  { reporter }: Toolbox,
): void {
  const { vip, eip, owner, nodes } = session.view().topology;
  const active = owner && nodes[owner];
  reporter.say('');
  if (drills.length > 0) {
    reporter.say(`Outages, probed every 50 ms from ${drills[0]?.place}:`, 'heading');
    for (const line of drillTable(drills)) reporter.say(line);
    reporter.say('');
  }
  reporter.say(
    `${session.spec.cluster} is up: ${vip}${eip ? ` (${eip.ip})` : ''} is on ${active?.instance.id} (${active?.ip}).`,
    'good',
  );
  const commands = [
    [`ping ${eip?.ip ?? vip}`, 'does it answer?'],
    [`ha-setup plan --answers ${answers}`, 'is anything different from the answers?'],
    [`tail ${paths.log}`, 'on either host: every decision of the hooks, with its reason'],
  ] as const;
  const width = Math.max(...commands.map(([command]) => command.length));
  for (const [command, use] of commands) reporter.say(`  ${command.padEnd(width)}  ${use}`);
}

/** One row for each drill: the outage, and what it is made of, counted from the fault. */
function drillTable(drills: readonly DrillResult[]): readonly string[] {
  const head = ['  drill', 'from → to', 'outage', 'detected', 'API accepted', 'landed', 'first reply'];
  const rows = drills.map(({ kind, from, to, outageMs, detectedMs, acceptedMs, landedMs, firstReplyMs }) => [
    `  ${kind}`,
    `${from} → ${to}`,
    outageMs === 0 ? 'none' : seconds(outageMs),
    ...[detectedMs, acceptedMs, landedMs].map((ms) => (ms === undefined ? '-' : `+${seconds(ms)}`)),
    firstReplyMs === undefined ? 'no reply lost' : `+${seconds(firstReplyMs)}`,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
