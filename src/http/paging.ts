import { ApiProperty } from '@nestjs/swagger';
import { InvalidRequest } from './problem.js';
import { QueryInteger } from './query-values.js';
import { Omittable, rule } from './validators.js';

export const DEFAULT_LIMIT = 100;
export const MOST_ROWS = 1000;
const CURSOR_LENGTH = 2048;
const CURSOR_VERSION = 1;

/** The query of a route that answers in pages; extend it with the route's filters. */
export class PageQuery {
  @Omittable()
  @QueryInteger({ min: 1, max: MOST_ROWS })
  @ApiProperty({
    description: `Rows in a page; ${DEFAULT_LIMIT} where it is left out. CSV and NDJSON stream all rows without it.`,
  })
  limit?: number;

  @Omittable()
  @rule(
    'cursor',
    (value) => typeof value === 'string' && value.length <= CURSOR_LENGTH,
    'must be a next_cursor',
  )
  @ApiProperty({ type: 'string', maxLength: CURSOR_LENGTH, description: '`next_cursor` of the page before.' })
  cursor?: string;
}

/** A page as it is answered. */
export interface PageBody<Row> {
  data: Row[];
  next_cursor: string | null;
}

type Part = 'text' | 'number';
type Values<Parts extends readonly Part[]> = {
  [Index in keyof Parts]: Parts[Index] extends 'text' ? string : number;
};

/**
 * The cursors of one list: the sort key of the last row seen, as base64url of JSON. Opaque for callers and not secret;
 * what comes back is checked, so that a made-up one cannot reach the database with values of a wrong type.
 */
export class CursorOf<const Parts extends readonly Part[]> {
  /** `list` names the list, so that a cursor of another one is refused; `parts` are the types of the sort key. */
  constructor(
    private readonly list: string,
    private readonly parts: Parts,
  ) {}

  write(values: Values<Parts>): string {
    return Buffer.from(JSON.stringify([CURSOR_VERSION, this.list, ...values])).toString('base64url');
  }

  /**
   * The sort key behind which the page starts; null for the first page.
   * @throws InvalidRequest for a cursor that this list did not write
   */
  read(cursor: string | undefined): Values<Parts> | null {
    if (cursor === undefined) return null;
    const [version, list, ...values] = decode(cursor);
    const isOurs = version === CURSOR_VERSION && list === this.list && values.length === this.parts.length;
    if (!isOurs || !this.parts.every((part, index) => isA(part, values[index]))) {
      throw wrongCursor();
    }
    return values as Values<Parts>;
  }
}

/** The problem with a cursor that is not of the list that it was sent to. */
export function wrongCursor(): InvalidRequest {
  return InvalidRequest.of('query', 'cursor', 'cursor', 'must be a next_cursor of this list');
}

function decode(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isA(part: Part, value: unknown): boolean {
  if (part === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}
