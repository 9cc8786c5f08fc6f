import type { Api, Query } from './api.js';

const PAGE_ROWS = 500;

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

/**
 * The rows of a list, a page at a time; the next page is asked for only when it is wanted.
 * @param most rows in all; null for all there are
 */
export async function* pages<Row>(
  api: Api,
  path: string,
  query: Query,
  most: number | null = null,
): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined;
  for (let left = most ?? Infinity; left > 0;) {
    const limit = Math.min(PAGE_ROWS, left);
    const { value } = await api.get<Page<Row>>(path, { ...query, limit, cursor });
    yield value.data;
    if (value.next_cursor === null) return;
    cursor = value.next_cursor;
    left -= value.data.length;
  }
}
