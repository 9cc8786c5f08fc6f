import type { ListPage } from './list-answer.js';
import { CursorOf } from './paging.js';

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

  /** Reads pages of these rows. Throws InvalidRequest for a cursor of another list. */
  pages<Shown extends Row>(
    rows: readonly Shown[],
  ): (cursor: string | undefined, limit: number) => ListPage<Shown> {
    return (cursor, limit) => {
      const start = this.start(rows, this.cursor.read(cursor));
      const page = rows.slice(start, start + limit);
      const end = start + page.length;
      const last = page.at(-1);
      const isMore = last !== undefined && end < rows.length;
      return { rows: page, next: isMore ? this.cursor.write([end - 1, this.name(last)]) : null };
    };
  }

  private start(rows: readonly Row[], seen: readonly [number, string] | null): number {
    if (seen === null) return 0;
    const [place, name] = seen;
    const index = rows.findIndex((row) => this.name(row) === name);
    return index === -1 ? Math.max(0, place) : index + 1;
  }
}
