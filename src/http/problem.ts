import { PROBLEMS, type ProblemCode, problemType } from './problem-codes.js';

/** Where a wrong member stands; absent for the body. */
export type MemberPlace = 'query' | 'path' | 'header';

/** One wrong member of a request. `pointer` is an RFC 6901 pointer into the body, or `/name` in `in`. */
export interface MemberError {
  readonly pointer: string;
  readonly in?: MemberPlace;
  /** Which rule it breaks, in snake_case. */
  readonly code: string;
  readonly detail: string;
}

/** The body of every error answer (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly request_id: string;
  readonly errors?: readonly MemberError[];
  readonly [member: string]: unknown;
}

export interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly MemberError[];
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error with a place in the table of problem codes; `message` becomes `detail`, so it is written for the caller. */
export class HttpProblem extends Error {
  override readonly name: string = 'HttpProblem';
  readonly errors: readonly MemberError[] | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, options);
    this.errors = options.errors;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** The answer's body. `instance` is the path asked for, without its query. */
  body(instance: string, requestId: string): ProblemBody {
    return {
      type: problemType(this.code),
      title: PROBLEMS[this.code].title,
      status: this.status,
      detail: this.message,
      instance: asReference(instance),
      code: this.code,
      request_id: requestId,
      ...(this.errors && { errors: this.errors }),
      ...this.members,
    };
  }
}

/** Members of the request are missing or wrong (400); the detail is made of the first of them. */
export class InvalidRequest extends HttpProblem {
  override readonly name = 'InvalidRequest';

  constructor(errors: readonly [MemberError, ...MemberError[]]) {
    const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
    super('invalid_request', `${placeOf(errors[0])}: ${errors[0].detail}${more}`, { errors });
  }

  /** For one wrong member outside the body. */
  static of(place: MemberPlace, member: string, code: string, detail: string): InvalidRequest {
    return new InvalidRequest([{ pointer: pointer(member), in: place, code, detail }]);
  }
}

/**
 * `If-Match` names another sequence than the stream's newest (412).
 * @param sequence the newest sequence, given back as the ETag
 * @param events the events since, as the events route shows them; left out of the answer where there are none
 */
export class PreconditionFailed extends HttpProblem {
  override readonly name = 'PreconditionFailed';

  constructor(sequence: number, events: readonly object[]) {
    const detail = `The newest sequence is ${sequence}. Read it again, then decide.`;
    super('precondition_failed', detail, {
      errors: [headerError('If-Match', 'precondition_failed', detail)],
      members: events.length > 0 ? { events } : {},
      headers: { etag: `"${sequence}"` },
    });
  }
}

/** Points to a header that is wrong. */
export function headerError(name: string, code: string, detail: string): MemberError {
  return { pointer: `/${name}`, in: 'header', code, detail };
}

/** An RFC 6901 pointer made of unescaped steps. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${`${step}`.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const PLACES: Readonly<Record<MemberPlace, string>> = {
  query: 'Query parameter',
  path: 'Path member',
  header: 'Header',
};

function placeOf(error: MemberError): string {
  if (error.in !== undefined) return `${PLACES[error.in]} ${error.pointer.slice(1)}`;
  return error.pointer === '' ? 'The body' : error.pointer;
}

/** A path as a URI reference (RFC 3986): what was sent may hold characters and broken escapes that none may. */
function asReference(path: string): string {
  return path.replaceAll(/%(?![0-9a-f]{2})|[^\x21-\x7e]|["<>\\^`{|}]/gi, encodeURIComponent);
}
