import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdempotencyClaim } from '../../src/eventstore/eventstore.js';
import { Needs, Public } from '../../src/http/access.decorators.js';
import { TextBody } from '../../src/http/body-parsers.js';
import { Format, type FormatName } from '../../src/http/format.js';
import { Idempotency } from '../../src/http/idempotency.js';
import { IfMatch } from '../../src/http/if-match.js';
import { AlsoAnswers } from '../../src/http/openapi-errors.js';
import { openApiDocument } from '../../src/http/openapi.js';
import { PageQuery } from '../../src/http/paging.js';
import { PROBLEM_CODES } from '../../src/http/problem-codes.js';
import { IsTimestamp, Line, ListOf, Nested } from '../../src/http/validators.js';
import { startApp, type TinyApp } from './tiny-app.js';

class PartDto {
  @Line({ max: 80 })
  name!: string;
}

class ThingDto {
  @ListOf(() => PartDto, { max: 5 })
  parts!: PartDto[];

  @Nested(() => PartDto)
  first!: PartDto;

  @Line({ max: 80 })
  title!: string;

  @IsTimestamp()
  due!: string;
}

class ThingList {
  @ApiProperty({ type: [ThingDto] })
  data!: ThingDto[];
}

@Controller('v1/things')
class ThingsController {
  @Get()
  @Needs('projects:read')
  @ApiOkResponse({ type: ThingList })
  list(@Query() query: PageQuery, @Format('json', 'ndjson', 'csv') format: FormatName): object {
    return { query, format };
  }

  @Post(':id/check')
  @Needs('items:write')
  checkOff(
    @Param('id') id: string,
    @Body() body: ThingDto,
    @Idempotency() claim: IdempotencyClaim | null,
    @IfMatch() expected: number | null,
  ): object {
    return { id, body, claim, expected };
  }

  @Delete(':id')
  @Needs('operations:write')
  remove(): void {}
}

@Public()
@ApiTags('open-things')
@Controller('v1/open')
class OpenController {
  @Get()
  @AlsoAnswers(422)
  read(): object {
    return {};
  }

  @Post('import')
  @TextBody('- [ ] One')
  import(@Body() body: Buffer): object {
    return { length: body.length };
  }
}

let tiny: TinyApp;
let document: OpenAPIObject;
beforeAll(async () => {
  tiny = await startApp({ controllers: [ThingsController, OpenController] });
  document = openApiDocument(tiny.app, { version: '1.2.3' });
});
afterAll(() => tiny.app.close());

const statuses = (path: string, method: 'get' | 'post' | 'delete') =>
  Object.keys(document.paths[path]?.[method]?.responses ?? {}).map(Number);

describe('The document', () => {
  test('says what it is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Clearance', version: '1.2.3' },
      servers: [{ url: '/', 'x-internal': false }],
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    });
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/healthz',
      '/readyz',
      '/v1/open',
      '/v1/open/import',
      '/v1/things',
      '/v1/things/{id}',
      '/v1/things/{id}/check',
    ]);
  });

  test('has an operation id of tag and method for each, once', () => {
    const ids = Object.values(document.paths).flatMap((item) =>
      [item.get, item.post, item.delete].flatMap((operation) => operation?.operationId ?? []),
    );
    expect(ids.toSorted()).toEqual([
      'health_live',
      'health_ready',
      'open_things_import',
      'open_things_read',
      'things_check_off',
      'things_list',
      'things_remove',
    ]);
  });

  test('names the error answers that each operation can give', () => {
    expect(statuses('/v1/things', 'get')).toEqual([200, 400, 401, 403, 406, 408, 417, 429, 431, 500, 503]);
    expect(statuses('/v1/things/{id}/check', 'post')).toEqual([
      201, 400, 401, 403, 404, 408, 409, 412, 413, 414, 415, 417, 422, 429, 431, 500, 503,
    ]);
    expect(statuses('/v1/things/{id}', 'delete')).toEqual([
      200, 400, 401, 403, 404, 408, 409, 412, 414, 417, 422, 429, 431, 500, 503,
    ]);
    expect(statuses('/v1/open', 'get')).toEqual([200, 400, 408, 417, 422, 431, 500, 503]);
  });

  test('has one shape for them all, with every code', () => {
    expect(document.components?.responses?.['Problem409']).toMatchObject({
      description: expect.stringContaining('`request_in_flight`') as string,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(document.components?.schemas?.['Problem']).toMatchObject({
      properties: { code: { enum: PROBLEM_CODES } },
    });
  });

  test('marks what is open and what needs a scope', () => {
    expect(document.paths['/v1/open']?.get?.security).toEqual([]);
    expect(document.paths['/v1/things']?.get?.security).toEqual([{ bearer: ['projects:read'] }]);
    expect(document.paths['/v1/things/{id}']?.delete).toMatchObject({
      'x-required-scope': 'operations:write',
      security: [{ bearer: ['operations:write'] }],
    });
    expect(JSON.stringify(document)).not.toMatch(/x-public|x-formats|x-problems/);
  });

  test('shows formats, headers, limits and bodies', () => {
    const list = document.paths['/v1/things']?.get;
    expect(list?.responses['200']).toMatchObject({
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/ThingList' } },
        'application/x-ndjson': { schema: { type: 'string' } },
        'text/csv': { schema: { type: 'string' } },
      },
    });
    expect(list?.parameters).toContainEqual(
      expect.objectContaining({
        name: 'limit',
        in: 'query',
        schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 1000 },
      }),
    );
    const check = document.paths['/v1/things/{id}/check']?.post;
    const headers = (check?.parameters ?? []).flatMap((parameter) =>
      'name' in parameter && parameter.in === 'header' ? [`${parameter.name} ${parameter.required}`] : [],
    );
    expect(headers.toSorted()).toEqual(['Idempotency-Key false', 'If-Match false']);
    expect(document.components?.schemas?.['ThingDto']).toMatchObject({
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 80 },
        due: { type: 'string', format: 'date-time' },
        parts: { type: 'array', maxItems: 5, items: { $ref: '#/components/schemas/PartDto' } },
        first: { $ref: '#/components/schemas/PartDto' },
      },
    });
    const imported = document.paths['/v1/open/import']?.post?.requestBody;
    expect(imported).toMatchObject({
      content: {
        'text/markdown': { schema: { type: 'string' } },
        'text/plain': { schema: { type: 'string' } },
      },
    });
  });
});

describe('Where it is served', () => {
  test('/openapi.json is the document', async () => {
    const answer = await tiny.http.get('/openapi.json');
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test.each([
    ['/docs', 'text/html'],
    ['/docs/swagger-ui.css', 'text/css'],
    ['/docs/swagger-ui-init.js', 'application/javascript'],
  ])('%s', async (path, type) => {
    const answer = await tiny.http.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
  });

  test.each(['/docs/nothing.js', '/docs/..%2f..%2fpackage.json', '/docs/LICENSE'])(
    '%s is a 404 problem',
    async (path) => {
      const answer = await fetch(`${tiny.url}${path}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});
