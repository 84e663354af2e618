const pageSize = 100;

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** Every item of a paged call: the first page says how many there are, the others are read side by side. */
export async function allPages<T>(read: (offset: number, limit: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const first = await read(0, pageSize);
  const offsets: number[] = [];
  for (let offset = pageSize; offset < first.total; offset += pageSize) offsets.push(offset);
  const rest = await Promise.all(offsets.map((offset) => read(offset, pageSize)));
  return [first, ...rest].flatMap((page) => page.items);
}
