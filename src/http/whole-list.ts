import type { AnswerHeaders } from './answer.js';
import { CursorOf, DEFAULT_LIMIT, type PageBody, type PageQuery } from './paging.js';

/**
 * The pages of a list that is read whole because it is short, such as the gates of a project. A cursor is the place and
 * the name of the last row seen: where that row is gone by now, the page begins at its place.
 */
export class WholeList<Row> {
  private readonly cursor;

  /** `list` names the list, so that a cursor of another one is refused; `name` is unique in it. */
  constructor(
    list: string,
    private readonly name: (row: Row) => string,
  ) {
    this.cursor = new CursorOf(list, ['number', 'text']);
  }

  /**
   * The page that the query asks for; sets its Link header.
   * @throws InvalidRequest for a cursor of another list
   */
  page<Shown extends Row>(rows: readonly Shown[], query: PageQuery, answer: AnswerHeaders): PageBody<Shown> {
    const start = this.start(rows, this.cursor.read(query.cursor));
    const data = rows.slice(start, start + (query.limit ?? DEFAULT_LIMIT));
    const end = start + data.length;
    const last = data.at(-1);
    const isMore = last !== undefined && end < rows.length;
    return answer.pageOf(data, isMore ? this.cursor.write([end - 1, this.name(last)]) : null);
  }

  private start(rows: readonly Row[], seen: readonly [number, string] | null): number {
    if (seen === null) return 0;
    const [place, name] = seen;
    const index = rows.findIndex((row) => this.name(row) === name);
    return index === -1 ? Math.max(0, place) : index + 1;
  }
}
