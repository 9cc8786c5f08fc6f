import { createParamDecorator, type ExecutionContext, type StreamableFile } from '@nestjs/common';
import { type AnswerHeaders, answerHeaders } from './answer.js';
import type { Column } from './csv.js';
import { describesFormats, formatOf, rowsAs } from './format.js';
import { DEFAULT_LIMIT, MOST_ROWS, type PageBody, type PageQuery } from './paging.js';

/** What every list is offered as; the first is the default. */
const LIST_FORMATS = ['json', 'ndjson', 'csv'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A page of a list. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the next page, null on the last one. */
  readonly next: string | null;
  /** The log position that the page reflects, where the list comes from a projection. */
  readonly position?: number;
  /** See AnswerHeaders.setAside. */
  readonly setAside?: number | null;
}

/** Reads a page of at most `limit` rows behind a cursor; undefined for the first one. */
export type PageReader<Row> = (
  cursor: string | undefined,
  limit: number,
) => ListPage<Row> | Promise<ListPage<Row>>;

/** Answers a list in the format that the request asks for: JSON in pages, NDJSON and CSV as they are read. */
export class ListAnswer {
  constructor(
    private readonly format: ListFormat,
    private readonly headers: AnswerHeaders,
  ) {}

  /**
   * One page as JSON; as NDJSON or CSV one page too where the query has a `limit`, else page behind page to the end. Sets
   * Link, Readiness-Narrowed, and the headers of the first page. That is read before anything is sent, so that what is wrong is an error and
   * not an empty file. Throws what `read` throws.
   */
  async of<Row>(
    query: PageQuery,
    columns: readonly Column<Row>[],
    read: PageReader<Row>,
  ): Promise<PageBody<Row> | StreamableFile> {
    const isWhole = this.format !== 'json' && query.limit === undefined;
    const limit = query.limit ?? (isWhole ? MOST_ROWS : DEFAULT_LIMIT);
    const first = await read(query.cursor, limit);
    if (first.position !== undefined) this.headers.position(first.position);
    this.headers.narrowed().setAside(first.setAside ?? null);
    if (!isWhole) this.headers.next(first.next);
    if (this.format === 'json') return { data: [...first.rows], next_cursor: first.next };
    return rowsAs(this.format, rows(first, isWhole ? (cursor) => read(cursor, limit) : null), columns);
  }
}

/** The rows of a page, and of all behind it where those are to be read. */
async function* rows<Row>(
  first: ListPage<Row>,
  more: ((cursor: string) => ListPage<Row> | Promise<ListPage<Row>>) | null,
): AsyncGenerator<Row> {
  let page = first;
  for (;;) {
    yield* page.rows;
    if (more === null || page.next === null) return;
    page = await more(page.next);
  }
}

/**
 * The page that rows found by a key make.
 * @param found up to `limit + 1` rows: one more than the limit where there are more, so that nobody counts
 * @param cursor gives the cursor of a row
 */
export function keysetPage<Row>(
  found: readonly Row[],
  limit: number,
  cursor: (row: Row) => string,
): Pick<ListPage<Row>, 'rows' | 'next'> {
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last === undefined ? null : cursor(last) };
}

/** Parameter decorator: the ListAnswer of the request. The route is described as offering every format of lists. */
export const Listed: () => ParameterDecorator = () =>
  createParamDecorator(
    (_: unknown, context: ExecutionContext) =>
      new ListAnswer(formatOf(context, LIST_FORMATS), answerHeaders(context)),
    [describesFormats(LIST_FORMATS)],
  )();
