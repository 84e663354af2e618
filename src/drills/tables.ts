import type { VerifyResult } from '../cluster/verify-result.js';
import { say } from '../messages/say.js';
import { type Column, renderTable } from '../text/table.js';
import { formatDuration, formatOffset } from '../text/time.js';
import type { DrillResult } from './drill.js';

/** One row for each drill: the outage, and what it is made of, counted from the fault; from whom to whom, where there is room. */
export function drillTable(drills: readonly DrillResult[], width: number): readonly string[] {
  const words = say.drills.table;
  const titles = [words.outage, words.detected, words.accepted, words.landed, words.firstReply];
  const columns: readonly Column[] = [
    { title: words.drill },
    { title: words.direction, narrow: 'drop' },
    ...titles.map((title) => ({ title })),
  ];
  const rows = drills.map(({ kind, from, to, outageMs, detectedMs, acceptedMs, landedMs, firstReplyMs }) => [
    say.drills.kinds[kind],
    `${from} → ${to}`,
    outageMs === 0 ? words.none : formatDuration(outageMs),
    ...[detectedMs, acceptedMs, landedMs].map((ms) => (ms === undefined ? '-' : formatOffset(ms))),
    firstReplyMs === undefined ? words.noReplyLost : formatOffset(firstReplyMs),
  ]);
  return renderTable(columns, rows, { width, indent: 2 });
}

/** One row for each kind of drill: how often it ran, and its outages. */
export function outageTable(outages: VerifyResult['outages'], width: number): readonly string[] {
  const words = say.drills.table;
  const columns: readonly Column[] = [
    { title: words.drill },
    ...[words.runs, words.median, words.maximum].map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = outages.map(({ kind, runs, medianMs, maximumMs }) => [
    say.drills.kinds[kind],
    String(runs),
    formatDuration(medianMs),
    formatDuration(maximumMs),
  ]);
  return renderTable(columns, rows, { width, indent: 2 });
}
