/**
 * How exact a time is shown. measured: to 10 ms, "2.90 s"; elapsed: to a tenth of a second, "12.3 s"; set: a limit or a
 * position on a scale, with no more figures than it has, "30 s" or "0.5 s".
 */
export type Exactness = 'measured' | 'elapsed' | 'set';

const digits = { measured: 2, elapsed: 1 } as const;

/** A time in ms as seconds. */
export function formatDuration(ms: number, exactness: Exactness = 'measured'): string {
  return `${exactness === 'set' ? ms / 1000 : (ms / 1000).toFixed(digits[exactness])} s`;
}

/** A moment as its distance from another one, with its sign: "+2.90 s". */
export function formatOffset(ms: number): string {
  return `${ms < 0 ? '' : '+'}${formatDuration(ms)}`;
}

/** An ISO time of UTC as people read it: "2026-11-22 21:36:00 UTC". */
export function formatMoment(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
