import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsIn, IsString } from 'class-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import type { MemberError } from '../../src/http/problem.js';
import {
  IsDay,
  IsHttpUrl,
  IsKey,
  IsPosition,
  IsSha256,
  IsTimestamp,
  Line,
  ListOf,
  Nested,
  Omittable,
  Text,
} from '../../src/http/validators.js';
import { startApp, type TinyApp, wrongMembers } from './tiny-app.js';

class EvidenceDto {
  @Line({ max: 20 })
  title!: string;

  @Omittable()
  @IsHttpUrl()
  url?: string;

  @Omittable()
  @IsSha256()
  sha256?: string;

  @Omittable()
  @IsDay()
  effective_on?: string;
}

class CheckDto {
  @Omittable()
  @Text({ max: 50 })
  reason?: string;

  @Omittable()
  @ListOf(() => EvidenceDto, { max: 3 })
  evidence?: EvidenceDto[];

  @Omittable()
  @Nested(() => EvidenceDto)
  cover?: EvidenceDto;

  @Omittable()
  @IsTimestamp()
  effective_at?: string;

  @Omittable()
  @IsPosition()
  position?: number;

  @Omittable()
  @IsKey()
  key?: string;

  @Omittable()
  @IsIn(['a', 'b'])
  choice?: string;
}

class RequiredDto {
  @IsString()
  name!: string;

  @IsPosition()
  position!: number;
}

@Public()
@Controller('v1')
class Validated {
  @Post('check')
  @HttpCode(200)
  check(@Body() body: CheckDto): object {
    return { keys: Object.keys(body), body };
  }

  @Post('required')
  @HttpCode(200)
  required(@Body() body: RequiredDto): object {
    return body;
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Validated] });
});
afterAll(() => tiny.app.close());

const errors = async (path: string, body?: object) => wrongMembers(await tiny.http.post(path).send(body));
const places = (wrong: readonly MemberError[]) => wrong.map(({ pointer, code }) => [pointer, code]);

describe('Bodies', () => {
  test('a good one becomes its DTO, without fields that were not sent', async () => {
    const sent = {
      reason: 'Cafe\u0301\r\nline',
      evidence: [{ title: 'Log', url: 'https://example.org/ä?x=1' }],
      cover: { title: 'Cover', sha256: 'a'.repeat(64), effective_on: '2024-02-29' },
      effective_at: '2025-03-03T11:00:00.5+01:00',
      key: 'ha-setup.준비',
    };
    const answer = await tiny.http.post('/v1/check').send(sent);
    expect(answer.body).toEqual({
      keys: ['reason', 'evidence', 'cover', 'effective_at', 'key'],
      body: {
        ...sent,
        reason: 'Café\nline',
        effective_at: '2025-03-03T10:00:00.500000Z',
        key: 'ha-setup.준비'.normalize(),
      },
    });
  });

  test('every wrong member is named, nested ones by their pointer', async () => {
    const wrong = await errors('/v1/check', {
      reason: '',
      evidence: [
        { title: 'ok', url: 'ftp://x' },
        { sha256: 'A'.repeat(64), 'a/b~c': 1 },
      ],
      cover: 'text',
      effective_at: '2025-02-30T00:00:00Z',
      position: -1,
      key: 'has space',
      choice: 'c',
      extra: true,
    });
    expect(new Set(wrong.map(({ pointer, code }) => `${pointer} ${code}`))).toEqual(
      new Set([
        '/extra unknown_member',
        '/reason text',
        '/evidence/0/url http_url',
        '/evidence/1/a~1b~0c unknown_member',
        '/evidence/1/title required',
        '/evidence/1/sha256 sha256',
        '/cover object',
        '/effective_at timestamp',
        '/position position',
        '/key key',
        '/choice is_in',
      ]),
    );
    expect(wrong.every((error) => error.in === undefined && !error.detail.startsWith('/'))).toBe(true);
  });

  test('what is required and not there is only that', async () => {
    expect(await errors('/v1/required', {})).toEqual([
      { pointer: '/name', code: 'required', detail: 'is required' },
      { pointer: '/position', code: 'required', detail: 'is required' },
    ]);
    expect(places(await errors('/v1/required'))).toEqual([
      ['/name', 'required'],
      ['/position', 'required'],
    ]);
  });

  test('nothing is converted: a number stays no text, a text no number, null no absence', async () => {
    expect(places(await errors('/v1/required', { name: 5, position: '7' }))).toEqual([
      ['/name', 'is_string'],
      ['/position', 'position'],
    ]);
    expect(places(await errors('/v1/check', { reason: null, position: null }))).toEqual([
      ['/reason', 'text'],
      ['/position', 'position'],
    ]);
  });

  test.each([[[]], [[{ name: 'a', position: 1 }]], ['"text"'], ['5'], ['null']])(
    '%j is no object',
    async (body) => {
      const answer = await tiny.http.post('/v1/required').type('json').send(body);
      expect(answer.body).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '', code: 'object' }],
      });
    },
  );

  test.each(['constructor', 'hasOwnProperty', 'toString', '__defineGetter__'])(
    'the inherited name %s is as unknown as any',
    async (name) => {
      const top = await errors('/v1/check', { [name]: {} });
      expect(places(top)).toEqual([[`/${name}`, 'unknown_member']]);
      const nested = await errors('/v1/check', { evidence: [{ title: 'a', [name]: 1 }] });
      expect(places(nested)).toEqual([[`/evidence/0/${name}`, 'unknown_member']]);
    },
  );

  test.each([
    [{ evidence: 'text' }, '/evidence'],
    [{ evidence: { 0: { title: 'a' } } }, '/evidence'],
    [{ evidence: [1, null] }, '/evidence'],
    [{ evidence: [[{ title: 'a' }]] }, '/evidence'],
    [{ evidence: Array.from({ length: 4 }, () => ({ title: 'a' })) }, '/evidence'],
    [{ cover: [] }, '/cover'],
    [{ cover: null }, '/cover'],
  ])('%j: the shape of a nested member counts', async (body, pointer) => {
    const wrong = await errors('/v1/check', body);
    expect(wrong.map((error) => error.pointer)).toContain(pointer);
  });

  test('a body of very many objects is not looked at', async () => {
    const evidence = Array.from({ length: 10_000 }, () => ({}));
    expect(await errors('/v1/check', { evidence })).toMatchObject([{ pointer: '', code: 'too_many' }]);
  });

  test('a thousand wrong members are answered with a hundred', async () => {
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 1]));
    expect(await errors('/v1/check', body)).toHaveLength(100);
  });
});

describe('Texts and their limits', () => {
  test.each([
    ['reason', 'x'.repeat(50), true],
    ['reason', 'x'.repeat(51), false],
    ['reason', '😀'.repeat(50), true],
    ['reason', '😀'.repeat(51), false],
    ['reason', 'a\tb\nc', true],
    ['reason', 'a\u0007b', false],
    ['reason', 'a\u0085b', false],
    ['reason', ' \n ', false],
    ['key', 'k'.repeat(64), true],
    ['key', 'k'.repeat(65), false],
    ['key', '-k', false],
    ['key', 'prj_1', false],
    ['key', 'a/b', false],
    ['key', 'हिन्दी', true],
    ['effective_at', '2025-03-03T10:00:00z', true],
    ['effective_at', '2025-03-03 10:00:00Z', false],
    ['effective_at', '2025-03-03T10:00:00', false],
    ['effective_at', '2025-03-03', false],
    ['effective_at', '2025-12-31T23:59:60Z', false],
    ['effective_at', '0001-01-01T00:00:00+01:00', false],
    ['effective_at', '9999-12-31T23:59:59-01:00', false],
    ['position', 1.5, false],
    ['position', 0, true],
  ])('%s %j', async (member, value, isGood) => {
    const answer = await tiny.http.post('/v1/check').send({ [member]: value });
    expect(answer.status).toBe(isGood ? 200 : 400);
  });

  test.each([
    ['https://example.org', true],
    ['HTTP://example.org:8080/a?b#c', true],
    ['http://[::1]/', true],
    ['https://user:pw@example.org', false],
    ['https://user@example.org', false],
    ['javascript:alert(1)', false],
    ['https://', false],
    ['https://exa mple.org', false],
    ['//example.org', false],
    [`https://example.org/${'a'.repeat(2048)}`, false],
  ])('the URL %s', async (url, isGood) => {
    const answer = await tiny.http.post('/v1/check').send({ evidence: [{ title: 'a', url }] });
    expect(answer.status).toBe(isGood ? 200 : 400);
  });
});
