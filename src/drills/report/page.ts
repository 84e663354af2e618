import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import type { PublishedFinding } from '../../cluster/verify-result.js';
import { packageFolder } from '../../root.js';
import { harmlessAll } from '../../text/harmless.js';
import { formatDuration, formatMoment } from '../../text/time.js';
import { toEpisode } from '../episode.js';
import type { Verified } from '../verified.js';
import { drawTimeline } from './timeline.js';

const templates = join(packageFolder, 'templates/report');
const read = (name: string) => readFileSync(join(templates, name), 'utf8');

/**
 * The result of verify as one page that needs nothing else: no script, no font, no picture of its own.
 * @param failure why it ended, where it did not end well
 */
export function renderReport(result: Verified, failure?: string): string {
  const model = { ...harmlessAll(toPage(result, failure)), style: read('style.css') };
  return ejs.render(read('page.html.ejs'), model, { filename: join(templates, 'page.html.ejs') });
}

/** What the template shows, in words. */
function toPage(result: Verified, failure = 'Not well') {
  const { cluster, vip, active, at, checks, drills, healthy, outages } = result;
  const { error, warning, unproven, ok } = result.counts;
  const tally = `${ok} ok, ${count(warning, 'warning')}, ${count(error, 'error')}, ${unproven} unproven`;
  return {
    cluster,
    healthy,
    verdict: healthy ? 'All well' : failure,
    vip: vip ?? 'not known',
    active: active ?? 'not known',
    time: formatMoment(at),
    counts: `${count(checks.length, 'check')}${drills.length > 0 ? ' before the failovers' : ''}: ${tally}`,
    place: drills[0]?.place ?? '',
    outages: outages.map(({ kind, runs, medianMs, maximumMs }) => ({
      ...{ kind, runs },
      ...{ median: formatDuration(medianMs), maximum: formatDuration(maximumMs) },
    })),
    drills: drills.map((drill) => {
      const { kind, from, to, outageMs } = drill;
      const outage = outageMs === 0 ? 'no probe lost' : `${formatDuration(outageMs)} without an answer`;
      return { heading: `${kind}: ${from} → ${to}, ${outage}`, timeline: drawTimeline(toEpisode(drill)) };
    }),
    groups: groupsOf(checks).map(({ where, members }) => ({ where, checks: members.map(toRow) })),
  };
}

/** The cloud and what concerns both, then each host. */
function groupsOf(
  checks: readonly PublishedFinding[],
): readonly { readonly where: string; readonly members: readonly PublishedFinding[] }[] {
  const hosts = [...new Set(checks.map(({ where }) => where).filter((where) => where.startsWith('ins-')))];
  return [
    { where: 'cloud and pair', members: checks.filter(({ where }) => !hosts.includes(where)) },
    ...hosts.map((host) => ({ where: host, members: checks.filter(({ where }) => where === host) })),
  ];
}

function toRow({ id, level, where, message, hint, diff = [] }: PublishedFinding) {
  const isNamed = /^(ins-|cloud$|pair$)/.test(where) || message.includes(where);
  return {
    id,
    level,
    message: isNamed ? message : `${where}: ${message}`,
    diff: diff.map((text) => ({ text, kind: text.startsWith('+') ? 'add' : text.startsWith('-') ? 'remove' : 'same' })),
    hint: hint ?? null,
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
