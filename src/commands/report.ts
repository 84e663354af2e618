import type { DrillResult } from '../drills/drill.js';
import { toEpisode } from '../drills/episode.js';
import { drawEpisode, drawLegend } from '../drills/picture.js';
import { drillTable } from '../drills/tables.js';
import { say } from '../messages/say.js';
import type { LivePair } from '../pair/live-pair.js';
import { probeIntervalMs } from '../ports/prober.js';
import { renderTable } from '../text/table.js';
import type { Toolbox } from './toolbox.js';

/** The object that a run's --json prints. */
export interface SetupResult {
  readonly cluster: string;
  readonly vip: string;
  readonly eip: string | null;
  readonly active: { readonly instance: string; readonly eni: string } | null;
  readonly changed: number;
  readonly drills: readonly DrillResult[];
}

export function toSetupResult(live: LivePair, changed: number, drills: readonly DrillResult[]): SetupResult {
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
  const words = { cluster: live.spec.cluster, vip, host: active?.instance.id ?? '', ip: active?.ip ?? '' };
  reporter.say('');
  if (drills.length > 0) showDrills(drills, toolbox);
  reporter.say(eip ? say.commands.report.upWithEip({ ...words, eip: eip.ip }) : say.commands.report.up(words), 'good');
}

/** Each failover as a picture, then the outages measured. */
export function showDrills(drills: readonly DrillResult[], { reporter, canvas }: Toolbox): void {
  const room = canvas();
  const episodes = drills.map(toEpisode);
  for (const episode of episodes) {
    reporter.say(say.commands.report.drill({ ...episode, kind: say.drills.kinds[episode.kind] }), 'heading');
    for (const line of drawEpisode(episode, room)) reporter.say(line);
    reporter.say('');
  }
  for (const line of drawLegend(episodes, room)) reporter.say(line, 'faint');
  reporter.say('');
  reporter.say(say.commands.report.outages({ interval: probeIntervalMs, place: drills[0]?.place ?? '' }), 'heading');
  for (const line of drillTable(drills, room.width)) reporter.say(line);
  reporter.say('');
}

/** What to type next. @param path the answers file, where there is one */
export function showNext(path: string | undefined, { reporter, command }: Toolbox): void {
  const words = say.commands.report;
  const commands = [
    [command(['status'], path), words.status],
    [command(['verify'], path), words.verify],
    [command(['switchover'], path), words.switchover],
  ] as const;
  reporter.say('');
  reporter.say(words.next, 'heading');
  const columns = [{ narrow: 'keep' }, { narrow: 'free' }] as const;
  for (const line of renderTable(columns, commands, { width: Number.POSITIVE_INFINITY, indent: 2 })) reporter.say(line);
}
