import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { eachOf } from './member-errors.js';
import { isDate, utcTimestamp } from './timestamp.js';

const KEY = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$/u;
const SHA256 = /^[0-9a-f]{64}$/;
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\t]/u;
/** As the document says it, for readers that match by UTF-16 units or by characters. */
const LINE_PATTERN = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';
const TEXT_PATTERN = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$';
const URL_LENGTH = 2048;
const KEY_LENGTH = 64;

/** A rule for one member: its code in error answers, its test, and what it says when broken. */
export function rule(
  code: string,
  test: (value: unknown) => boolean,
  says: string,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy({ name: code, validator: { validate: test, defaultMessage: () => says } }, options);
}

/** Rewrites a text before it is validated; other types are left to the validator. */
function rewrite(change: (text: string) => string): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? change(value) : value), {
    toClassOnly: true,
  });
}

function text(code: string, test: (text: string) => boolean, says: string): PropertyDecorator {
  return rule(code, (value) => typeof value === 'string' && test(value), says);
}

function member(documented: ApiPropertyOptions, ...decorators: PropertyDecorator[]): PropertyDecorator {
  return applyDecorators(...decorators, ApiProperty(documented));
}

/** The member may be left out; null is no way to leave it out (which `IsOptional` takes it for). */
export function Omittable(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value) => value !== undefined),
    ApiPropertyOptional(),
  );
}

interface TextLimits {
  readonly min?: number;
  /** In characters (code points). */
  readonly max: number;
}

/** One line: NFC, no control characters, `min` (1) to `max` characters that are not all white space. */
export function Line({ min = 1, max }: TextLimits): PropertyDecorator {
  const test = (line: string) =>
    fits(line, min, max) && !CONTROL.test(line) && (min === 0 || line.trim() !== '');
  const says = `must be one line of ${min} to ${max} characters`;
  return member(
    { minLength: min, maxLength: max, pattern: LINE_PATTERN },
    rewrite(nfc),
    text('line', test, says),
  );
}

/** Lines: as `Line`, with line feeds and tabs; CR LF becomes LF. */
export function Text({ min = 1, max }: TextLimits): PropertyDecorator {
  const test = (lines: string) =>
    fits(lines, min, max) && !CONTROL_BUT_LINES.test(lines) && (min === 0 || lines.trim() !== '');
  const says = `must be a text of ${min} to ${max} characters`;
  const lines = rewrite((given) => nfc(given).replaceAll('\r\n', '\n'));
  return member({ minLength: min, maxLength: max, pattern: TEXT_PATTERN }, lines, text('text', test, says));
}

/** Of a list of texts: none of them holds a control character. */
export function EachOnOneLine(): PropertyDecorator {
  const says = 'must be on one line';
  const isRight = (value: unknown): boolean => typeof value !== 'string' || !CONTROL.test(value);
  return rule('line', isRight, says, eachOf(isRight, says));
}

/** A readable key: NFC, Unicode letters, digits, `-` and `.`, a letter or digit first, at most 64 UTF-16 units. */
export function IsKey(): PropertyDecorator {
  const says = `must be letters, digits, "-" and ".", at most ${KEY_LENGTH}, a letter or digit first`;
  const test = (key: string) => key.length <= KEY_LENGTH && KEY.test(key);
  return member(
    { minLength: 1, maxLength: KEY_LENGTH, pattern: KEY.source, example: 'payments-api' },
    rewrite(nfc),
    text('key', test, says),
  );
}

/** An RFC 3339 time with any offset; becomes UTC with microseconds. */
export function IsTimestamp(): PropertyDecorator {
  const says = 'must be an RFC 3339 time such as 2025-03-03T10:00:00Z';
  return member(
    { format: 'date-time', example: '2025-03-03T10:00:00.000000Z' },
    rewrite((given) => utcTimestamp(given) ?? given),
    text('timestamp', (given) => utcTimestamp(given) !== null, says),
  );
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return member(
    { format: 'date', example: '2025-03-03' },
    text('day', isDate, 'must be a day such as 2025-03-03'),
  );
}

/** A position in the log or a sequence: an integer from 0. */
export function IsPosition(): PropertyDecorator {
  const test = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  return member({ type: 'integer', minimum: 0 }, rule('position', test, 'must be an integer from 0'));
}

/** An absolute http or https URL without user name and password, at most 2,048 characters. */
export function IsHttpUrl(): PropertyDecorator {
  const says = `must be an http or https URL without a password, at most ${URL_LENGTH} characters`;
  return member({ format: 'uri', maxLength: URL_LENGTH }, text('http_url', isHttpUrl, says));
}

/** A SHA-256 in 64 lower-case hexadecimal digits. */
export function IsSha256(): PropertyDecorator {
  const says = 'must be a SHA-256 in 64 lower-case hexadecimal digits';
  return member(
    { pattern: SHA256.source },
    text('sha256', (given) => SHA256.test(given), says),
  );
}

/** A nested object of a DTO class. */
export function Nested(type: () => new () => object): PropertyDecorator {
  const says = { message: 'must be an object' };
  return member({ type: documented(type) }, IsObject(says), ValidateNested(says), Type(type));
}

/** A list of nested objects of a DTO class. */
export function ListOf(
  type: () => new () => object,
  limits: { min?: number; max: number },
): PropertyDecorator {
  const { min = 0, max } = limits;
  return member(
    { type: documented(type), isArray: true, minItems: min, maxItems: max },
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `must have at least ${min} elements` }),
    ArrayMaxSize(max, { message: `must have at most ${max} elements` }),
    rule('objects', (value) => !Array.isArray(value) || value.every(isPlainObject), 'must hold objects only'),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** Swagger takes a function for a class unless it has this very name. */
function documented(dto: () => new () => object): () => new () => object {
  const { type } = { type: () => dto() };
  return type;
}

function nfc(given: string): string {
  return given.normalize('NFC');
}

function fits(given: string, min: number, max: number): boolean {
  // A code point has one or two units, so most texts need no counting.
  if (given.length < min || given.length > max * 2) return false;
  const length = given.length <= max ? given.length : Array.from(given).length;
  return length <= max;
}

function isHttpUrl(given: string): boolean {
  if (given.length > URL_LENGTH || !/^https?:\/\//i.test(given) || /\s/.test(given)) return false;
  const url = URL.parse(given);
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
