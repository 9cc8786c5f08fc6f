import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsArray, IsString, isString, MaxLength, maxLength } from 'class-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { eachOf } from '../../src/http/member-errors.js';
import { startApp, type TinyApp, wrongMembers } from './tiny-app.js';

class ListsDto {
  @IsArray()
  @IsString(eachOf(isString, 'must be a text'))
  @MaxLength(3, eachOf((each) => maxLength(each, 3), 'must have at most 3 characters'))
  names!: string[];
}

@Public()
@Controller('v1')
class Lists {
  @Post('lists')
  @HttpCode(200)
  lists(@Body() body: ListsDto): object {
    return body;
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Lists] });
});
afterAll(() => tiny.app.close());

const errors = async (body: object) => wrongMembers(await tiny.http.post('/v1/lists').send(body));

describe('Lists of simple values', () => {
  test('have their wrong values pointed to, each rule in its words', async () => {
    const wrong = await errors({ names: ['abc', 'abcd', 7] });
    expect(wrong).toHaveLength(3);
    expect(wrong).toEqual(
      expect.arrayContaining([
        { pointer: '/names/1', code: 'max_length', detail: 'must have at most 3 characters' },
        { pointer: '/names/2', code: 'max_length', detail: 'must have at most 3 characters' },
        { pointer: '/names/2', code: 'is_string', detail: 'must be a text' },
      ]),
    );
  });

  test('that are none have no wrong values', async () => {
    expect(await errors({ names: 'abc' })).toMatchObject([{ pointer: '/names', code: 'is_array' }]);
  });

  test('name 100 wrong values at most', async () => {
    expect(await errors({ names: Array.from({ length: 200 }, () => 'abcd') })).toHaveLength(100);
  });
});
