import { InvalidArgumentError } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import { type OnePair, type OptionsOf, pairCommand } from './common.js';

/** From when on: so long ago, or a moment. */
export type Since = { readonly agoMs: number } | { readonly atMs: number };

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span such as 2h, or a date of UTC with or without a time. Throws InvalidArgumentError. */
export function parseSince(text: string): Since {
  const [, count = '', unit = ''] = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim()) ?? [];
  const factor = units[unit];
  if (factor !== undefined) return { agoMs: Number(count) * factor };
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?(Z|[+-]\d\d:\d\d)?$/.exec(
      text.trim().replace(/ UTC$/, 'Z'),
    ) ?? [];
  const atMs = Date.parse(`${day}T${time}${zone}`);
  // A day that no month has is taken for one of the next by Date.
  if (day !== undefined && !Number.isNaN(atMs) && new Date(`${day}T00:00Z`).toISOString().startsWith(day))
    return { atMs };
  throw new InvalidArgumentError(say.usage.since);
}

export const logsCommand = () =>
  pairCommand('logs', say.cli.logs.about)
    .option('--since <when>', say.cli.logs.since, parseSince)
    .option('--follow', say.cli.logs.follow, false);

export type LogsOptions = OnePair<OptionsOf<typeof logsCommand>>;
