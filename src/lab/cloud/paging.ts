import { ApiError, refusals } from './api-error.js';

interface Paged {
  readonly Offset?: number | string;
  readonly Limit?: number | string;
}

function whole(name: string, value: number | string | undefined, usual: number): number {
  if (value === undefined) return usual;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw refusals.malformed(name, String(value));
  return number;
}

/** One page of the items: 20 unless Limit says otherwise, 100 at most. */
export function page<T>(items: readonly T[], params: Paged): readonly T[] {
  const offset = whole('Offset', params.Offset, 0);
  const limit = whole('Limit', params.Limit, 20);
  if (limit < 1 || limit > 100) {
    throw new ApiError(
      'InvalidParameterValue.Range',
      `The value \`${limit}\` of parameter \`Limit\` is not in [1, 100].`,
    );
  }
  return items.slice(offset, offset + limit);
}

export interface FilterParam {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** Filters by name: whether an item has any of the values. */
export type Filters<T> = Readonly<Record<string, (item: T, values: readonly string[]) => boolean>>;

/** Keeps the items that pass every filter. `unknownKey` is the code for a filter that the action does not have. */
export function applyFilters<T>(
  items: readonly T[],
  filters: readonly FilterParam[] | undefined,
  known: Filters<T>,
  unknownKey = 'InvalidParameter.FilterInvalidKey',
): readonly T[] {
  const tests = (filters ?? []).map(({ Name, Values }) => {
    const filter = known[Name];
    if (filter === undefined) throw new ApiError(unknownKey, `The filter key \`${Name}\` is invalid.`);
    if (Values.length === 0 || Values.length > 100) {
      throw new ApiError('InvalidParameterValue.LimitExceeded', `The filter \`${Name}\` takes 1 to 100 values.`);
    }
    return (item: T) => filter(item, Values);
  });
  return items.filter((item) => tests.every((test) => test(item)));
}

/** Ids and filters exclude each other in every Describe call. */
export function verifyExclusive(
  idsName: string,
  ids: readonly string[] | undefined,
  filters: readonly FilterParam[] | undefined,
): void {
  if (ids !== undefined && filters !== undefined) throw refusals.coexist(idsName, 'Filters');
  if ((ids?.length ?? 0) > 100) {
    throw new ApiError('InvalidParameterValue.LimitExceeded', `\`${idsName}\` takes at most 100 ids.`);
  }
}

export function verifyForm(field: string, value: string, form: RegExp): void {
  if (!form.test(value)) throw refusals.malformed(field, value);
}
