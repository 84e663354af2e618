import type { Episode, EpisodeRow, Phase } from '../episode.js';
import { escapeHtml } from './escape.js';

/** Pixels of the drawing's own scale; the page stretches it. */
const width = 960;
const labelWidth = 150;
const rowHeight = 34;
const barHeight = 18;
const top = 14;
const markRow = 17;

/** What each phase is called in the picture, for those who do not see its colour. */
const words: Readonly<Record<Phase, string>> = {
  active: 'active',
  standby: 'standby',
  claiming: 'MASTER, VIP on its way',
  yielding: 'still answers',
  down: 'down',
  answered: 'answered',
  silent: 'no answer',
};

/** One failover as an inline SVG: a row for each host and one for the client, on one scale of seconds. */
export function renderTimeline(episode: Episode): string {
  const { rows, marks, fromMs, toMs, kind, from, to } = episode;
  const bottom = top + rows.length * rowHeight;
  const height = bottom + 26 + marks.length * markRow;
  const x = (ms: number) => round(labelWidth + ((ms - fromMs) / (toMs - fromMs)) * (width - labelWidth - 8));
  const parts = [
    ...ticksOf(episode).map((ms) => renderTick(x(ms), bottom, ms)),
    // The last moment stands highest, so that no line crosses the words of another.
    ...marks.map(({ atMs, label }, index) =>
      renderMark(x(atMs), bottom + 20 + (marks.length - index) * markRow, atMs, label),
    ),
    ...rows.map((row, index) => renderRow(row, top + index * rowHeight, x)),
  ];
  const title = escapeHtml(`${kind}: ${from} to ${to}`);
  return `<svg class="timeline" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${parts.join('')}</svg>`;
}

function renderRow({ label, spans }: EpisodeRow, y: number, x: (ms: number) => number): string {
  const middle = y + barHeight / 2 + 4;
  const bars = spans.map(({ fromMs, toMs, phase }) => {
    const [left, right] = [x(fromMs), x(toMs)];
    const span = round(Math.max(1, right - left));
    const word = words[phase];
    const seconds = `${((toMs - fromMs) / 1000).toFixed(2)} s`;
    const fits = span > word.length * 6.5 + 8;
    const text = fits ? `<text class="in ${phase}" x="${left + 5}" y="${middle}">${word}</text>` : '';
    return `<rect class="${phase}" x="${left}" y="${y}" width="${span}" height="${barHeight}"><title>${word}, ${seconds}</title></rect>${text}`;
  });
  return `<text class="row" x="0" y="${middle}">${escapeHtml(label)}</text>${bars.join('')}`;
}

function renderTick(x: number, bottom: number, ms: number): string {
  const seconds = `${ms / 1000} s`;
  return `<line class="grid" x1="${x}" x2="${x}" y1="${top - 6}" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 12}">${seconds}</text>`;
}

/** Each mark has a line of its own for its words, so that no two overlap; near the right edge they stand to its left. */
function renderMark(x: number, y: number, ms: number, label: string): string {
  const text = `${label} ${ms >= 0 ? '+' : ''}${(ms / 1000).toFixed(2)} s`;
  const isLeft = x + text.length * 7 > width;
  const anchor = isLeft ? `x="${round(x - 5)}" text-anchor="end"` : `x="${round(x + 5)}"`;
  return `<line class="mark" x1="${x}" x2="${x}" y1="${top - 6}" y2="${y + 2}"/><text class="mark" ${anchor} y="${y}">${escapeHtml(text)}</text>`;
}

/** Whole seconds, at most nine of them. */
function ticksOf({ fromMs, toMs }: Episode): readonly number[] {
  const steps = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000];
  const step = steps.find((candidate) => (toMs - fromMs) / candidate <= 9) ?? 600_000;
  const first = Math.ceil(fromMs / step) * step;
  return Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, index) => first + index * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
