import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { utcTimestamp } from './timestamp.js';
import { rule } from './validators.js';

const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/;

/** Reads a text of the query; what `read` gives undefined for is left as it is, so that the rule refuses it. */
function reads(
  read: (text: string) => unknown,
  test: (value: unknown) => boolean,
  code: string,
  says: string,
  documented: ApiPropertyOptions,
): PropertyDecorator {
  return applyDecorators(
    Transform(
      ({ value }: { value: unknown }) => (typeof value === 'string' ? (read(value) ?? value) : value),
      {
        toClassOnly: true,
      },
    ),
    rule(code, test, says),
    ApiProperty(documented),
  );
}

/** An integer in a query, within bounds that both count. */
export function QueryInteger({ min, max }: { min: number; max: number }): PropertyDecorator {
  return reads(
    (text) => (INTEGER.test(text) ? Number(text) : undefined),
    (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
    'integer',
    max === Number.MAX_SAFE_INTEGER
      ? `must be an integer from ${min}`
      : `must be an integer from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
  );
}

/** A position or sequence in a query. */
export function QueryPosition(): PropertyDecorator {
  return QueryInteger({ min: 0, max: Number.MAX_SAFE_INTEGER });
}

/** `true` or `false` in a query. */
export function QueryBoolean(): PropertyDecorator {
  const values = new Map([
    ['true', true],
    ['false', false],
  ]);
  const isBoolean = (value: unknown) => typeof value === 'boolean';
  return reads((text) => values.get(text), isBoolean, 'boolean', 'must be true or false', {
    type: 'boolean',
  });
}

/** An RFC 3339 time in a query; becomes UTC with microseconds. A `+` that arrives as a space is taken for what it was. */
export function QueryTimestamp(): PropertyDecorator {
  return reads(
    (text) => utcTimestamp(text.replace(/ (?=\d\d:\d\d$)/, '+')) ?? undefined,
    (value) => typeof value === 'string' && utcTimestamp(value) !== null,
    'timestamp',
    'must be an RFC 3339 time such as 2025-03-03T10:00:00Z',
    { type: 'string', format: 'date-time' },
  );
}

/** Some of a few words in a query, as `?status=open&status=failed` or `?status=open,failed`; becomes an array. */
export function QueryWords(words: readonly string[]): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : splitWords(value)), {
      toClassOnly: true,
    }),
    rule(
      'words',
      (value) => Array.isArray(value) && value.every((word: unknown) => words.includes(word as string)),
      `must be some of ${words.join(', ')}`,
    ),
    ApiProperty({ type: 'array', items: { type: 'string', enum: [...words] } }),
  );
}

function splitWords(value: unknown): unknown {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? text.split(',') : [text]));
}
