const pageSize = 100;

interface Page<T> {
  readonly items: readonly T[];
  /** How many there are in all. A hint: the API's own example has TotalCount 0 beside an item. */
  readonly total: number;
}

/** Every item of a paged call, until a page is short; as many pages side by side as the first one promises. */
export async function allPages<T>(read: (offset: number, limit: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const first = await read(0, pageSize);
  const promised: number[] = [];
  if (isWhole(first)) for (let offset = pageSize; offset < first.total; offset += pageSize) promised.push(offset);
  const pages = [first, ...(await Promise.all(promised.map((offset) => read(offset, pageSize))))];
  for (let last = pages.at(-1); last !== undefined && isWhole(last); last = pages.at(-1)) {
    pages.push(await read(pages.length * pageSize, pageSize));
  }
  return pages.flatMap((page) => page.items);
}

const isWhole = ({ items }: Page<unknown>) => items.length >= pageSize;
