import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { type Column, plainColumns } from '../../src/http/csv.js';
import { keysetPage, type ListAnswer, Listed, type PageReader } from '../../src/http/list-answer.js';
import { CursorOf, type PageBody, PageQuery } from '../../src/http/paging.js';
import { Line, Omittable } from '../../src/http/validators.js';
import { startApp, type TinyApp } from './tiny-app.js';

interface Row {
  readonly key: string;
  readonly position: number;
}

const rowsUpTo = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, position) => ({ key: `clé-${position}`, position }));
const ROWS = rowsUpTo(250);
/** More than two pages of a stream. */
const MANY = rowsUpTo(2_500);
const CURSOR = new CursorOf('rows', ['number', 'text']);
const COLUMNS: readonly Column<Row>[] = [
  ...plainColumns<Row>('key', 'position'),
  { name: 'formula', value: ({ key }) => `=${key}` },
];

/** Reads pages of rows as a query handler does, and counts them. */
const reads = { count: 0 };
function pagesOf(rows: readonly Row[]): PageReader<Row> {
  return (cursor, limit) => {
    reads.count++;
    const [after] = CURSOR.read(cursor) ?? [-1];
    const found = rows.filter(({ position }) => position > after).slice(0, limit + 1);
    const page = keysetPage(found, limit, (row) => CURSOR.write([row.position, row.key]));
    return { ...page, position: 7 + reads.count, setAside: 3 };
  };
}

class RowsQuery extends PageQuery {
  @Omittable()
  @Line({ max: 20 })
  owner?: string;
}

@Public()
@Controller('v1')
class Lists {
  @Get('rows')
  async rows(@Query() query: RowsQuery, @Listed() list: ListAnswer): Promise<PageBody<Row> | StreamableFile> {
    return await list.of(query, COLUMNS, pagesOf(ROWS));
  }

  @Get('many')
  async many(@Query() query: PageQuery, @Listed() list: ListAnswer): Promise<PageBody<Row> | StreamableFile> {
    return await list.of(query, COLUMNS, pagesOf(MANY));
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

  test('a question mark in the query stays in the Link', async () => {
    const { link } = await pageOf('/v1/rows?owner=who?a=b&limit=1');
    const { searchParams } = new URL(/^<([^>]+)>/.exec(link ?? '')?.[1] ?? '', tiny.url);
    expect([searchParams.get('owner'), searchParams.get('limit')]).toEqual(['who?a=b', '1']);
  });

  test('without a limit a page has 100 rows; a page that ends with the last row has no next', async () => {
    expect((await pageOf('/v1/rows')).data).toHaveLength(100);
    expect(await pageOf('/v1/rows?limit=250')).toMatchObject({ next_cursor: null, link: undefined });
    expect((await pageOf('/v1/rows?limit=249')).next_cursor).not.toBeNull();
  });
});

describe('The formats of a list', () => {
  const asked = async (path: string, accept: string) => {
    reads.count = 0;
    const answer = await fetch(`${tiny.url}${path}`, { headers: { accept } });
    const text = await answer.text();
    return { headers: answer.headers, lines: text.trimEnd().split(/\r?\n/), status: answer.status };
  };

  test('without a limit CSV and NDJSON have every row, read page behind page', async () => {
    const csv = await asked('/v1/many', 'text/csv');
    expect(reads.count).toBe(3);
    expect(csv.lines).toEqual([
      'key,position,formula',
      ...MANY.map(({ key, position }) => `${key},${position},'=${key}`),
    ]);
    const ndjson = await asked('/v1/many', 'application/x-ndjson');
    expect(ndjson.lines.map((line) => JSON.parse(line) as Row)).toEqual(MANY);
    for (const { headers } of [csv, ndjson]) expect(headers.get('link')).toBeNull();
  });

  test('with a limit they have one page, and its Link leads through all of them', async () => {
    const keys: (string | undefined)[] = [];
    let path: string | undefined = '/v1/rows?limit=99';
    while (path !== undefined) {
      const { headers, lines } = await asked(path, 'text/csv');
      expect(reads.count).toBe(1);
      keys.push(...lines.slice(1).map((line) => line.split(',')[0]));
      path = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(keys).toEqual(ROWS.map(({ key }) => key));
  });

  test.each(['application/json', 'text/csv', 'application/x-ndjson'])(
    '%s: the headers are those of its first page',
    async (type) => {
      const { headers } = await asked('/v1/many', type);
      expect(headers.get('readiness-position')).toBe('8');
      expect(headers.get('readiness-set-aside')).toBe('3');
      expect(headers.get('vary')).toBe('Accept');
      expect(headers.get('content-type')).toContain(type);
    },
  );

  test('a cursor of another list is a 400 in every format', async () => {
    for (const type of ['application/json', 'text/csv', 'application/x-ndjson'])
      expect((await asked('/v1/rows?cursor=W10', type)).status).toBe(400);
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
