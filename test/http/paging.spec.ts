import { Controller, Get, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../src/http/answer.js';
import { CursorOf, DEFAULT_LIMIT, type PageBody, PageQuery } from '../../src/http/paging.js';
import { Line, Omittable } from '../../src/http/validators.js';
import { startApp, type TinyApp } from './tiny-app.js';

interface Row {
  readonly key: string;
  readonly position: number;
}

const ROWS: readonly Row[] = Array.from({ length: 250 }, (_, position) => ({
  key: `clé-${position}`,
  position,
}));
const CURSOR = new CursorOf('rows', ['number', 'text']);

class RowsQuery extends PageQuery {
  @Omittable()
  @Line({ max: 20 })
  owner?: string;
}

@Public()
@Controller('v1')
class Lists {
  @Get('rows')
  rows(@Query() query: RowsQuery, @Answer() answer: AnswerHeaders): PageBody<Row> {
    const [after] = CURSOR.read(query.cursor) ?? [-1];
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = ROWS.filter(({ position }) => position > after).slice(0, limit + 1);
    return answer.page(found, query, (row) => CURSOR.write([row.position, row.key]));
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Lists] });
});
afterAll(() => tiny.app.close());

const pageOf = async (path: string) => {
  const answer = await tiny.http.get(path);
  return { ...(answer.body as PageBody<Row>), link: answer.headers['link'] };
};

describe('Pages', () => {
  test('following the Link header gives every row once, in order', async () => {
    const seen: Row[] = [];
    let path: string | undefined = '/v1/rows?owner=ana%20%26%20bo&limit=99';
    const sizes: number[] = [];
    while (path !== undefined) {
      const page = await pageOf(path);
      seen.push(...page.data);
      sizes.push(page.data.length);
      expect(page.link === undefined).toBe(page.next_cursor === null);
      path = /^<([^>]+)>; rel="next"$/.exec(page.link ?? '')?.[1];
      expect(path ?? 'owner=ana+%26+bo&limit=99').toContain('owner=ana+%26+bo&limit=99');
    }
    expect(sizes).toEqual([99, 99, 52]);
    expect(seen).toEqual(ROWS);
  });

  test('without a limit a page has 100 rows; a page that ends with the last row has no next', async () => {
    expect((await pageOf('/v1/rows')).data).toHaveLength(100);
    expect(await pageOf('/v1/rows?limit=250')).toMatchObject({ next_cursor: null, link: undefined });
    expect((await pageOf('/v1/rows?limit=249')).next_cursor).not.toBeNull();
  });
});

describe('Cursors that this list did not write', () => {
  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    ['no base64url of JSON', 'nonsense'],
    ['empty', ''],
    ['no array', made({ 0: 1 })],
    ['of another version', made([2, 'rows', 1, 'a'])],
    ['of another list', made([1, 'others', 1, 'a'])],
    ['with too few parts', made([1, 'rows', 1])],
    ['with too many parts', made([1, 'rows', 1, 'a', 'b'])],
    ['with a text for a number', made([1, 'rows', '1', 'a'])],
    ['with a fraction', made([1, 'rows', 1.5, 'a'])],
    ['with a number for a text', made([1, 'rows', 1, 1])],
    ['with U+0000', made([1, 'rows', 1, 'a\0'])],
    ['with half a surrogate pair', made([1, 'rows', 1, '\ud800'])],
    ['too long', 'a'.repeat(2049)],
  ])('%s', async (_, cursor) => {
    const answer = await tiny.http.get(`/v1/rows?cursor=${cursor}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/cursor', in: 'query', code: 'cursor' }],
    });
  });
});
