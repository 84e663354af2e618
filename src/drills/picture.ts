import { say } from '../messages/say.js';
import { formatDuration } from '../text/time.js';
import { displayWidth, padEnd } from '../text/width.js';
import type { Episode, Phase } from './episode.js';

type Glyphs = Readonly<Record<Phase, string>>;

const drawn: Glyphs = {
  active: '█',
  yielding: '▓',
  claiming: '▒',
  standby: '─',
  down: '·',
  answered: '━',
  silent: '×',
};
const plain: Glyphs = {
  active: '#',
  yielding: '=',
  claiming: '>',
  standby: '-',
  down: '.',
  answered: '+',
  silent: 'x',
};

/** In the order of the legend. */
const phases: readonly Phase[] = ['active', 'yielding', 'claiming', 'standby', 'down', 'answered', 'silent'];

const gap = 2;
const tickSteps = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

export interface Canvas {
  /** Columns of the terminal; nothing drawn is wider. */
  readonly width: number;
  /** Only characters that every terminal has. */
  readonly ascii: boolean;
}

/** One failover as a picture: a time scale, a row for each host and one for the client, and the moments that matter. */
export function drawEpisode(episode: Episode, { width, ascii }: Canvas): readonly string[] {
  const { rows, marks, fromMs, toMs } = episode;
  const labels = Math.max(...rows.map(({ label }) => displayWidth(label)));
  const columns = Math.max(20, Math.min(120, width - labels - gap - 1));
  const perColumn = (toMs - fromMs) / columns;
  const columnOf = (ms: number) => Math.max(0, Math.min(columns - 1, Math.floor((ms - fromMs) / perColumn)));
  const glyphs = ascii ? plain : drawn;
  const line = (label: string, content: string) => `${padEnd(label, labels + gap)}${content}`.trimEnd();
  const bars = rows.map(({ label, spans }) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const middle = fromMs + (column + 0.5) * perColumn;
      return glyphs[spans.find((span) => middle < span.toMs)?.phase ?? 'down'];
    });
    // However short a silence was, it is what the picture is about.
    for (const span of spans.filter(({ phase }) => phase === 'silent')) cells[columnOf(span.fromMs)] = glyphs.silent;
    return line(label, cells.join(''));
  });
  const arrow = ascii ? '^' : '↑';
  return [
    line('', scale(episode, columns, columnOf)),
    ...bars,
    ...placeLabels(
      marks.map(({ atMs, label }) => [columnOf(atMs), `${arrow} ${label}`]),
      columns,
    ).map((one) => line('', one)),
  ];
}

/** What the signs mean; only those that these pictures use. */
export function drawLegend(episodes: readonly Episode[], { width, ascii }: Canvas): readonly string[] {
  const used = new Set(episodes.flatMap(({ rows }) => rows.flatMap(({ spans }) => spans.map(({ phase }) => phase))));
  const glyphs = ascii ? plain : drawn;
  const lines: string[] = [];
  for (const entry of phases
    .filter((phase) => used.has(phase))
    .map((phase) => `${glyphs[phase]} ${say.drills.picture.phases[phase]}`)) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + displayWidth(entry) + 3 <= width)
      lines[lines.length - 1] = `${last}   ${entry}`;
    else lines.push(entry);
  }
  return lines;
}

/** Seconds since the fault, as close together as they can be read. */
function scale({ fromMs, toMs }: Episode, columns: number, columnOf: (ms: number) => number): string {
  const step = tickSteps.find((one) => (one / (toMs - fromMs)) * columns >= 9) ?? 60_000;
  const ticks: (readonly [number, string])[] = [];
  for (let at = 0; at < toMs; at += step) {
    const [column, text] = [columnOf(at), formatDuration(at, 'set')];
    if (column + text.length <= columns) ticks.push([column, text]);
  }
  return placeLabels(ticks, columns)[0] ?? '';
}

/** Texts that begin at their columns, on as many lines as it takes for none to meet another. */
function placeLabels(labels: readonly (readonly [number, string])[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const [column, text] of labels) {
    const begin = Math.max(0, Math.min(column, columns - displayWidth(text)));
    // An arrow that had to move left of its moment would point at another one.
    const shown = begin < column ? `${text.slice(2)} ${text.slice(0, 1)}` : text;
    const start = begin < column ? Math.max(0, column - displayWidth(shown) + 1) : begin;
    const free = lines.findIndex((line) => displayWidth(line) + 1 <= start || line === '');
    const index = free < 0 ? lines.push('') - 1 : free;
    lines[index] = `${padEnd(lines[index] ?? '', start)}${shown}`;
  }
  return lines;
}
