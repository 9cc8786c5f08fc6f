import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext, Logger, StreamableFile } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Column, csvLine } from './csv.js';
import { headerError, HttpProblem } from './problem.js';

/** The formats that a route may answer in, by their names in code. */
export const FORMATS = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  cloudevents: 'application/cloudevents+json',
  markdown: 'text/markdown',
  text: 'text/plain',
} as const;
export type FormatName = keyof typeof FORMATS;

/** Extension that `openapi.ts` reads. */
export const FORMATS_EXTENSION = 'x-formats';

/**
 * The format that an `Accept` header (RFC 9110 section 12.5.1) likes best; of equals the one offered first.
 * @throws HttpProblem `not_acceptable`
 */
export function negotiate<const Offered extends readonly [FormatName, ...FormatName[]]>(
  accept: string | undefined,
  offered: Offered,
): Offered[number] {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(readRange);
  let best: Offered[number] | null = null;
  let quality = 0;
  for (const format of offered) {
    const liked = qualityOf(FORMATS[format], ranges);
    if (liked > quality) [best, quality] = [format, liked];
  }
  if (best !== null) return best;
  const types = offered.map((format) => FORMATS[format]).join(', ');
  const detail = `This is offered as ${types}.`;
  throw new HttpProblem('not_acceptable', detail, {
    errors: [headerError('Accept', 'not_acceptable', detail)],
  });
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = weight === undefined ? 1 : Number(weight);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most specific range that covers the type decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const wanted of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === wanted);
    if (range !== undefined) return range.quality;
  }
  return 0;
}

/** Says in the document which formats a route offers. */
export function describesFormats(offered: readonly FormatName[]): ParameterDecorator {
  return (target, key) => {
    const method = Object.getOwnPropertyDescriptor(target, key as string) as PropertyDescriptor;
    ApiExtension(FORMATS_EXTENSION, offered)(target, key, method);
  };
}

/**
 * The format to answer a request in, one of those offered; the first is the default. Sets Vary.
 * @throws HttpProblem `not_acceptable`
 */
export function formatOf<const Offered extends readonly [FormatName, ...FormatName[]]>(
  context: ExecutionContext,
  offered: Offered,
): Offered[number] {
  const http = context.switchToHttp();
  void http.getResponse<FastifyReply>().header('vary', 'Accept');
  return negotiate(http.getRequest<FastifyRequest>().headers.accept, offered);
}

/** Parameter decorator: the name of the format to answer in, one of those offered; the first is the default. */
export function Format(...offered: [FormatName, ...FormatName[]]): ParameterDecorator {
  return createParamDecorator(
    (_: unknown, context: ExecutionContext) => formatOf(context, offered),
    [describesFormats(offered)],
  )();
}

const CHUNK = 16 * 1024;
const logger = new Logger('http');

/** Joins texts to chunks, so that a row does not cost a write. */
async function* chunks(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let chunk = '';
  try {
    for await (const text of texts) {
      chunk += text;
      if (chunk.length >= CHUNK) {
        yield Buffer.from(chunk);
        chunk = '';
      }
    }
  } catch (error) {
    logger.error(error);
    throw error;
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

async function* csvTexts<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
): AsyncGenerator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for await (const row of rows) yield csvLine(columns.map(({ value }) => value(row)));
}

async function* ndjsonTexts(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Rows as CSV, read and sent a few at a time; closes `rows` when the client goes. Returned by the route handler. */
export function csvStream<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[]): StreamableFile {
  return stream(csvTexts(rows, columns), 'text/csv; charset=utf-8; header=present');
}

/** Rows as JSON, one a line, read and sent a few at a time; closes `rows` when the client goes. */
export function ndjsonStream(rows: AsyncIterable<unknown>): StreamableFile {
  return stream(ndjsonTexts(rows), FORMATS.ndjson);
}

/** Rows in the format that was asked for, read and sent a few at a time. */
export function rowsAs<Row>(
  format: 'ndjson' | 'csv',
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
): StreamableFile {
  return format === 'csv' ? csvStream(rows, columns) : ndjsonStream(rows);
}

function stream(texts: AsyncIterable<string>, type: string): StreamableFile {
  return new StreamableFile(Readable.from(chunks(texts), { objectMode: false }), { type });
}
