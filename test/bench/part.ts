/** What a figure is measured in. */
export type Unit = 's' | 'ms' | 'MB';

/** One figure of the table, and what it stands beside. */
export interface Row {
  readonly title: string;
  readonly unit: Unit;
  /** ha-setup's; undefined where the measurement failed. */
  readonly ours: number | undefined;
  /** Said behind it, such as a number of migrations. */
  readonly note?: string;
  /** The same by others, in their words: "Ansible 16.0 s". */
  readonly beside?: string;
  /** The most that it may be, and in words what follows from what: "1.6 x bare node". */
  readonly atMost?: { readonly value: number; readonly words?: string };
  /** What else of the row's promise was not kept. */
  readonly broken?: string;
}

/** A part of the bench: what it measures is run together, and replaces its own rows alone. */
export interface Part {
  readonly name: string;
  /** What has been measured, under which conditions, as the head of the part's rows. */
  readonly about: (rounds: number) => string;
  /** Rounds where nobody says how many. */
  readonly rounds: number;
  /** Measures; `say` tells a person how far it is. */
  measure(options: MeasureOptions): Promise<readonly Row[]>;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Only rows whose title contains this, where a part has rows that can be measured alone. */
  readonly row: string;
  readonly say: (line: string) => void;
}

/** NaN where there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A figure as people read it: three digits that matter, at least hundredths of a second. */
export function formatFigure(value: number, unit: Unit): string {
  if (unit !== 's') return `${Math.round(value)} ${unit}`;
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** Why a row missed what it promises; undefined where it did not. */
export function findMiss({ ours, unit, atMost, broken }: Row): string | undefined {
  if (ours === undefined) return broken ?? 'not measured';
  if (atMost !== undefined && ours > atMost.value) return `more than ${formatFigure(atMost.value, unit)}`;
  return broken;
}
