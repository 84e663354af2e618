import type { VerifyResult } from '../cluster/verify-result.js';
import { type Column, renderTable } from '../text/table.js';
import { formatDuration, formatOffset } from '../text/time.js';
import type { DrillResult } from './drill.js';

const drillColumns: readonly Column[] = [
  { title: 'drill' },
  { title: 'from → to', narrow: 'drop' },
  ...['outage', 'detected', 'API accepted', 'landed', 'first reply'].map((title) => ({ title })),
];

/** One row for each drill: the outage, and what it is made of, counted from the fault; from whom to whom, where there is room. */
export function drillTable(drills: readonly DrillResult[], width: number): readonly string[] {
  const rows = drills.map(({ kind, from, to, outageMs, detectedMs, acceptedMs, landedMs, firstReplyMs }) => [
    kind,
    `${from} → ${to}`,
    outageMs === 0 ? 'none' : formatDuration(outageMs),
    ...[detectedMs, acceptedMs, landedMs].map((ms) => (ms === undefined ? '-' : formatOffset(ms))),
    firstReplyMs === undefined ? 'no reply lost' : formatOffset(firstReplyMs),
  ]);
  return renderTable(drillColumns, rows, { width, indent: 2 });
}

const outageColumns: readonly Column[] = [
  { title: 'drill' },
  ...['runs', 'median', 'maximum'].map((title) => ({ title, align: 'right' as const })),
];

/** One row for each kind of drill: how often it ran, and its outages. */
export function outageTable(outages: VerifyResult['outages'], width: number): readonly string[] {
  const rows = outages.map(({ kind, runs, medianMs, maximumMs }) => [
    kind,
    String(runs),
    formatDuration(medianMs),
    formatDuration(maximumMs),
  ]);
  return renderTable(outageColumns, rows, { width, indent: 2 });
}
