import { say } from '../../messages/say.js';
import { formatDuration, formatOffset } from '../../text/time.js';
import { displayWidth } from '../../text/width.js';
import type { Episode, EpisodeRow } from '../episode.js';

/** Pixels of the drawing's own scale; the page stretches it. */
const width = 960;
const labelWidth = 150;
const rowHeight = 34;
const barHeight = 18;
const top = 14;
const markRow = 17;

/** One failover as the parts of a drawing: a row for each host and one for the client, on one scale of seconds. */
export function drawTimeline(episode: Episode) {
  const { rows, marks, fromMs, toMs, kind, from, to } = episode;
  const bottom = top + rows.length * rowHeight;
  const xOf = (ms: number) => round(labelWidth + ((ms - fromMs) / (toMs - fromMs)) * (width - labelWidth - 8));
  return {
    width,
    height: bottom + 26 + marks.length * markRow,
    title: say.report.drawing({ kind: say.drills.kinds[kind], from, to }),
    ticks: ticksOf(episode).map((ms) => {
      const text = formatDuration(ms, 'set');
      return { x: xOf(ms), y1: top - 6, y2: bottom, textY: bottom + 12, text };
    }),
    // The last moment stands highest, so that no line crosses the words of another.
    marks: marks.map(({ atMs, label }, index) =>
      drawMark(xOf(atMs), bottom + 20 + (marks.length - index) * markRow, `${label} ${formatOffset(atMs)}`),
    ),
    rows: rows.map((row, index) => drawRow(row, top + index * rowHeight, xOf)),
  };
}

function drawRow({ label, spans }: EpisodeRow, y: number, xOf: (ms: number) => number) {
  const bars = spans.map(({ fromMs, toMs, phase }) => {
    const [left, right] = [xOf(fromMs), xOf(toMs)];
    const span = round(Math.max(1, right - left));
    const word = say.report.phases[phase];
    const fits = span > displayWidth(word) * 6.5 + 8;
    const title = say.report.span({ phase: word, time: formatDuration(toMs - fromMs) });
    return { phase, x: left, y, width: span, height: barHeight, title, textX: left + 5, text: fits ? word : null };
  });
  return { label, textY: y + barHeight / 2 + 4, bars };
}

/** Each mark has a line of its own for its words, so that no two overlap; near the right edge they stand to its left. */
function drawMark(x: number, y: number, text: string) {
  const isLeft = x + displayWidth(text) * 7 > width;
  const beside = isLeft ? { textX: round(x - 5), anchor: 'end' } : { textX: round(x + 5), anchor: 'start' };
  return { x, y1: top - 6, y2: y + 2, textY: y, text, ...beside };
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
