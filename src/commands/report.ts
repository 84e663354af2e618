import type { DrillResult } from '../drills/drill.js';
import { toEpisode } from '../drills/episode.js';
import { drawEpisode, drawLegend } from '../drills/picture.js';
import type { LivePair } from '../pair/live-pair.js';
import { probeIntervalMs } from '../ports/prober.js';
import type { Toolbox } from './toolbox.js';

/** The object that --json prints. */
export function toSetupResult(live: LivePair, changed: number, drills: readonly DrillResult[]): object {
  const { topology } = live.view();
  const active = topology.owner && topology.nodes[topology.owner];
  return {
    cluster: live.spec.cluster,
    vip: topology.vip,
    eip: topology.eip?.id ?? null,
    active: active ? { instance: active.instance.id, eni: active.eni.id } : null,
    changed,
    drills,
  };
}

/** Each failover as a picture, the outages measured, and who is active. */
export function showReport(live: LivePair, drills: readonly DrillResult[], toolbox: Toolbox): void {
  const { reporter } = toolbox;
  const { vip, eip, owner, nodes } = live.view().topology;
  const active = owner && nodes[owner];
  reporter.say('');
  if (drills.length > 0) showDrills(drills, toolbox);
  reporter.say(
    `${live.spec.cluster} is up: ${vip}${eip ? ` (${eip.ip})` : ''} is on ${active?.instance.id} (${active?.ip}).`,
    'good',
  );
}

/** Each failover as a picture, then the outages measured. */
export function showDrills(drills: readonly DrillResult[], { reporter, canvas }: Toolbox): void {
  const room = canvas();
  const episodes = drills.map(toEpisode);
  for (const episode of episodes) {
    reporter.say(`${episode.kind}: ${episode.from} → ${episode.to}`, 'heading');
    for (const line of drawEpisode(episode, room)) reporter.say(line);
    reporter.say('');
  }
  for (const line of drawLegend(episodes, room)) reporter.say(line, 'faint');
  reporter.say('');
  reporter.say(`Outages, probed every ${probeIntervalMs} ms from ${drills[0]?.place}:`, 'heading');
  for (const line of drillTable(drills, room.width)) reporter.say(line);
  reporter.say('');
}

/** What to type next. @param path the answers file, where there is one */
export function showNext(path: string | undefined, { reporter, command }: Toolbox): void {
  const commands = [
    [command(['status'], path), 'where the VIP is, and how both hosts are'],
    [command(['verify'], path), 'is everything as it should be?'],
    [command(['switchover'], path), 'move the VIP to the other host, on purpose'],
  ] as const;
  const width = Math.max(...commands.map(([line]) => line.length));
  reporter.say('');
  reporter.say('Next:', 'heading');
  for (const [line, use] of commands) reporter.say(`  ${line.padEnd(width)}  ${use}`);
}

/** With both ids a row takes about so many columns. */
const wideTable = 100;

/** One row for each drill: the outage, and what it is made of, counted from the fault; who and whom, where there is room. */
function drillTable(drills: readonly DrillResult[], width: number): readonly string[] {
  const head = ['  drill', 'from → to', 'outage', 'detected', 'API accepted', 'landed', 'first reply'];
  const rows = drills.map(({ kind, from, to, outageMs, detectedMs, acceptedMs, landedMs, firstReplyMs }) => [
    `  ${kind}`,
    `${from} → ${to}`,
    outageMs === 0 ? 'none' : seconds(outageMs),
    ...[detectedMs, acceptedMs, landedMs].map((ms) => (ms === undefined ? '-' : `+${seconds(ms)}`)),
    firstReplyMs === undefined ? 'no reply lost' : `+${seconds(firstReplyMs)}`,
  ]);
  if (width < wideTable) for (const row of [head, ...rows]) row.splice(1, 1);
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
