import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import type { PublishedFinding } from '../../cluster/verify-result.js';
import { say } from '../../messages/say.js';
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
function toPage(result: Verified, failure = say.report.notWell) {
  const { cluster, vip, active, at, checks, drills, healthy, outages } = result;
  const { error: errors, warning: warnings, unproven, ok } = result.counts;
  const counts = { checks: checks.length, errors, warnings, unproven, ok };
  const words = say.report;
  return {
    words: { ...words, ...say.drills.table },
    title: words.title({ cluster, time: formatMoment(at) }),
    cluster,
    healthy,
    verdict: healthy ? words.well : failure,
    vip: words.vip({ vip: vip ?? words.unknown, active: active ?? words.unknown }),
    time: formatMoment(at),
    counts: drills.length > 0 ? words.countsBefore(counts) : words.counts(counts),
    place: words.place({ place: drills[0]?.place ?? '' }),
    outages: outages.map(({ kind, runs, medianMs, maximumMs }) => ({
      ...{ kind: say.drills.kinds[kind], runs },
      ...{ median: formatDuration(medianMs), maximum: formatDuration(maximumMs) },
    })),
    drills: drills.map((drill) => {
      const { from, to, outageMs } = drill;
      const way = { kind: say.drills.kinds[drill.kind], from, to };
      const heading = outageMs === 0 ? words.kept(way) : words.lost({ ...way, time: formatDuration(outageMs) });
      return { heading, timeline: drawTimeline(toEpisode(drill)) };
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
    { where: say.report.pair, members: checks.filter(({ where }) => !hosts.includes(where)) },
    ...hosts.map((host) => ({ where: host, members: checks.filter(({ where }) => where === host) })),
  ];
}

function toRow({ id, level, where, message, hint, diff = [] }: PublishedFinding) {
  const isNamed = /^(ins-|cloud$|pair$)/.test(where) || message.includes(where);
  return {
    id,
    level,
    word: say.report.levels[level],
    message: isNamed ? message : `${where}: ${message}`,
    diff: diff.map((text) => ({ text, kind: text.startsWith('+') ? 'add' : text.startsWith('-') ? 'remove' : 'same' })),
    hint: hint ?? null,
  };
}
