import { Controller, Get, Param, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { PageQuery } from '../../src/http/paging.js';
import {
  QueryBoolean,
  QueryInteger,
  QueryPosition,
  QueryTimestamp,
  QueryWords,
} from '../../src/http/query-values.js';
import { IsKey, Line, Omittable } from '../../src/http/validators.js';
import { startApp, type TinyApp, wrongMembers } from './tiny-app.js';

class ListQuery extends PageQuery {
  @Omittable()
  @QueryInteger({ min: 1, max: 9 })
  depth?: number;

  @Omittable()
  @QueryPosition()
  at_position?: number;

  @Omittable()
  @QueryBoolean()
  dry_run?: boolean;

  @Omittable()
  @QueryTimestamp()
  as_of?: string;

  @Omittable()
  @QueryWords(['open', 'failed'])
  status?: string[];

  @Omittable()
  @Line({ max: 10 })
  owner?: string;
}

class PathDto {
  @IsKey()
  project!: string;
}

@Public()
@Controller('v1')
class Asked {
  @Get('list')
  list(@Query() query: ListQuery): object {
    return query;
  }

  @Get('single')
  single(@Query('n') n?: number, @Query('yes') yes?: boolean, @Query('text') text?: string): object {
    return { n, yes, text };
  }

  @Get('projects/:project')
  project(@Param() path: PathDto): object {
    return path;
  }

  @Get('versions/:n')
  version(@Param('n') n: number): object {
    return { n };
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Asked] });
});
afterAll(() => tiny.app.close());

const errors = async (path: string) => wrongMembers(await tiny.http.get(path));

describe('Queries and paths', () => {
  test('values of a query are read by their decorators', async () => {
    const query =
      'limit=7&depth=3&at_position=42&dry_run=true&as_of=2025-03-03T12:00:00+02:00&status=open,failed&owner=ana';
    expect((await tiny.http.get(`/v1/list?${query}`)).body).toEqual({
      limit: 7,
      depth: 3,
      at_position: 42,
      dry_run: true,
      as_of: '2025-03-03T10:00:00.000000Z',
      status: ['open', 'failed'],
      owner: 'ana',
    });
    expect((await tiny.http.get('/v1/list?status=open&status=failed')).body).toEqual({
      status: ['open', 'failed'],
    });
    expect((await tiny.http.get('/v1/list')).body).toEqual({});
  });

  test.each([
    ['limit=abc', 'limit', 'integer'],
    ['limit=0', 'limit', 'integer'],
    ['limit=1001', 'limit', 'integer'],
    ['limit=', 'limit', 'integer'],
    ['limit=1e2', 'limit', 'integer'],
    ['limit=0x10', 'limit', 'integer'],
    ['limit=%2010', 'limit', 'integer'],
    ['limit=1&limit=2', 'limit', 'integer'],
    ['at_position=9007199254740992', 'at_position', 'integer'],
    ['dry_run=1', 'dry_run', 'boolean'],
    ['dry_run=TRUE', 'dry_run', 'boolean'],
    ['as_of=yesterday', 'as_of', 'timestamp'],
    ['status=open,closed', 'status', 'words'],
    ['owner=a&owner=b', 'owner', 'line'],
    ['lmit=5', 'lmit', 'unknown_member'],
    ['__proto__=1', '__proto__', 'unknown_member'],
    ['constructor=1', 'constructor', 'unknown_member'],
  ])('?%s', async (query, name, code) => {
    const wrong = await errors(`/v1/list?${query}`);
    expect(wrong).toEqual([{ pointer: `/${name}`, in: 'query', code, detail: expect.any(String) as string }]);
  });

  test('single parameters are read as strictly', async () => {
    expect((await tiny.http.get('/v1/single?n=5&yes=false&text=7')).body).toEqual({
      n: 5,
      yes: false,
      text: '7',
    });
    expect((await tiny.http.get('/v1/single')).body).toEqual({});
    expect(await errors('/v1/single?n=5x')).toMatchObject([{ pointer: '/n', in: 'query', code: 'integer' }]);
    expect(await errors('/v1/single?yes=on')).toMatchObject([{ pointer: '/yes', code: 'boolean' }]);
    expect(await errors('/v1/single?text=a&text=b')).toMatchObject([{ pointer: '/text', code: 'single' }]);
  });

  test('members of the path', async () => {
    expect((await tiny.http.get('/v1/projects/payments-api')).body).toEqual({ project: 'payments-api' });
    expect(await errors('/v1/projects/a%20b')).toMatchObject([
      { pointer: '/project', in: 'path', code: 'key' },
    ]);
    expect((await tiny.http.get('/v1/versions/12')).body).toEqual({ n: 12 });
    expect(await errors('/v1/versions/latest')).toMatchObject([
      { pointer: '/n', in: 'path', code: 'integer' },
    ]);
  });
});
