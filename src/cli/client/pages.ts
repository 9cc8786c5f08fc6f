import type { Answer } from './answer.js';

const PAGE_ROWS = 500;

export interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor?: string | null;
}

/** Which part of a list is asked for. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * The rows of a list, a page at a time; the next page is asked for only when it is wanted.
 * @param most rows in all; null for all there are
 * @param onCut called once all are given, where `most` has left some out; with how many were given
 */
export async function* pages<Row>(
  ask: (query: PageQuery) => Promise<Answer<Page<Row>>>,
  most: number | null = null,
  onCut: (given: number) => void = () => {},
): AsyncGenerator<readonly Row[]> {
  let cursor: string | null = null;
  for (let left = most ?? Infinity; left > 0;) {
    const limit = Math.min(PAGE_ROWS, left);
    const { value }: Answer<Page<Row>> = await ask({ limit, ...(cursor !== null && { cursor }) });
    // Not every list lets the caller say how long a page is.
    yield value.data.length > left ? value.data.slice(0, left) : value.data;
    cursor = value.next_cursor ?? null;
    const isCut = value.data.length > left || (cursor !== null && value.data.length === left);
    if (isCut) onCut(most ?? 0);
    if (isCut || cursor === null) return;
    left -= value.data.length;
  }
}
