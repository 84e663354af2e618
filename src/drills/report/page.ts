import type { Check } from '../../cluster/verify-result.js';
import type { DrillResult } from '../drill.js';
import { toEpisode } from '../episode.js';
import type { Verified } from '../verified.js';
import { escapeHtml } from './escape.js';
import { style } from './style.js';
import { renderTimeline } from './timeline.js';

/**
 * The result of verify as one page that needs nothing else: no script, no font, no picture of its own.
 * @param failure why it ended, where it did not end well
 */
export function renderReport(result: Verified, failure?: string): string {
  const { cluster, vip, active, at, checks, drills } = result;
  const time = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  const { error, warning, unproven, ok } = result.counts;
  const tally = `${ok} ok, ${count(warning, 'warning')}, ${count(error, 'error')}, ${unproven} unproven`;
  const counts = `${count(checks.length, 'check')}${drills.length > 0 ? ' before the failovers' : ''}: ${tally}`;
  const body = [
    `<h1>${escapeHtml(cluster)}</h1>`,
    `<p class="verdict ${result.healthy ? 'good' : 'bad'}">${result.healthy ? 'All well' : escapeHtml(failure ?? 'Not well')}</p>`,
    `<p>VIP ${escapeHtml(vip ?? 'not known')}, active: ${escapeHtml(active ?? 'not known')}</p>`,
    `<p class="faint">${time}; ${counts}</p>`,
    ...(drills.length === 0 ? [] : [renderOutages(result), ...drills.map(renderDrill)]),
    '<h2>Checks</h2>',
    ...groupsOf(checks).map(([where, members]) => renderGroup(where, members)),
  ];
  const title = escapeHtml(`${cluster}: ha-setup verify, ${time}`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>${style}</style></head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

function renderOutages({ outages, drills }: Verified): string {
  const rows = outages.map(
    ({ kind, runs, medianMs, maximumMs }) =>
      `<tr><td>${kind}</td><td class="number">${runs}</td><td class="number">${seconds(medianMs)}</td><td class="number">${seconds(maximumMs)}</td></tr>`,
  );
  return `<h2>Outages</h2>
<p class="faint">Probed from ${escapeHtml(drills[0]?.place ?? '')}; 0.00 s: no probe lost</p>
<table><tr><th>drill</th><th class="number">runs</th><th class="number">median</th><th class="number">maximum</th></tr>${rows.join('')}</table>
<h2>Failovers</h2>`;
}

function renderDrill(drill: DrillResult): string {
  const { kind, from, to, outageMs } = drill;
  const outage = outageMs === 0 ? 'no probe lost' : `${seconds(outageMs)} without an answer`;
  return `<h3>${kind}: ${escapeHtml(from)} → ${escapeHtml(to)}, ${outage}</h3>\n${renderTimeline(toEpisode(drill))}`;
}

/** The cloud and what concerns both, then each host. */
function groupsOf(checks: readonly Check[]): readonly (readonly [string, readonly Check[]])[] {
  const hosts = [...new Set(checks.map(({ where }) => where).filter((where) => where.startsWith('ins-')))];
  const others = checks.filter(({ where }) => !hosts.includes(where));
  return [
    ['cloud and pair', others],
    ...hosts.map((host) => [host, checks.filter(({ where }) => where === host)] as const),
  ];
}

function renderGroup(where: string, checks: readonly Check[]): string {
  return `<h3>${escapeHtml(where)}</h3>\n<table class="checks">${checks.map(renderCheck).join('\n')}</table>`;
}

function renderCheck({ id, level, where, message, hint, diff }: Check): string {
  const isNamed = /^(ins-|cloud$|pair$)/.test(where) || message.includes(where);
  const details = [
    escapeHtml(isNamed ? message : `${where}: ${message}`),
    ...(diff === undefined ? [] : [`<pre>${diff.map(renderDiffLine).join('\n')}</pre>`]),
    ...(hint === undefined ? [] : [`<div class="hint">→ ${escapeHtml(hint)}</div>`]),
  ];
  return `<tr class="${level}"><td class="level">${level}</td><td class="id">${escapeHtml(id)}</td><td class="message">${details.join('')}</td></tr>`;
}

function renderDiffLine(line: string): string {
  const kind = line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : '';
  return kind === '' ? escapeHtml(line) : `<span class="${kind}">${escapeHtml(line)}</span>`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
