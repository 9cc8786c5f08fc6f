/** What a caller can be told went wrong: one row a code. `docs/problems.md` is this table in prose. */
interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** When a caller meets it, and what helps. */
  readonly when: string;
}

export const PROBLEMS = {
  malformed_json: {
    status: 400,
    title: 'The body is not acceptable JSON',
    when: 'The body is no JSON (RFC 8259) in UTF-8, names a member twice, nests deeper than 32, or holds a number beyond ±(2^53 - 1), U+0000 or half a surrogate pair. `detail` says where.',
  },
  malformed_request: {
    status: 400,
    title: 'The request is malformed',
    when: 'The request is no proper HTTP, or its target holds a broken percent-encoding or U+0000.',
  },
  invalid_request: {
    status: 400,
    title: 'Something in the request is missing or wrong',
    when: 'Members of the body, query, path or headers are missing, unknown or of the wrong form. `errors` lists each.',
  },
  unauthenticated: {
    status: 401,
    title: 'Who is asking?',
    when: 'The `Authorization: Bearer` header is missing, or its API key or token is unknown, revoked or expired.',
  },
  unverified: {
    status: 401,
    title: 'The call bears no proof',
    when: 'A call of a ticket system is not signed with a secret of the connection, is too old, or the connection takes none.',
  },
  not_allowed: {
    status: 403,
    title: 'Not allowed',
    when: 'The caller is known but may not do this: a missing right, four eyes, or an item that wants a human.',
  },
  quota_exceeded: {
    status: 403,
    title: 'A quota is used up',
    when: 'The tenant may record no more events today, or have no more items. `detail` says which. Its limits are set by the owner of the installation.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    when: 'What the path or the body names is not there, or not in the tenant of the caller.',
  },
  unknown_route: {
    status: 404,
    title: 'No such route',
    when: 'No method is served under this path. `/openapi.json` lists all paths.',
  },
  unknown_tenant: {
    status: 404,
    title: 'The tenant has no log',
    when: 'The credential belongs to a tenant whose log has not been created.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    when: 'The path is served, but not with this method. The `Allow` header lists those that are.',
  },
  not_acceptable: {
    status: 406,
    title: 'None of the accepted formats is offered',
    when: 'The `Accept` header names no format that this route can answer in. `detail` lists those it can.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    when: 'The headers took more than 5 s, or the whole request more than 10 s.',
  },
  already_exists: {
    status: 409,
    title: 'It exists already',
    when: 'Something with this name or key is there already.',
  },
  closed: {
    status: 409,
    title: 'It is closed',
    when: 'The checklist, sign-off or waiver no longer takes changes.',
  },
  no_change: {
    status: 409,
    title: 'Nothing would change',
    when: 'The state asked for is the state there is.',
  },
  not_derivable: {
    status: 409,
    title: 'It cannot be decided by hand',
    when: 'The item or verdict follows from others and is not set directly.',
  },
  concurrent_change: {
    status: 409,
    title: 'Others changed it at the same time',
    when: 'The command was decided again several times and each time something else came first. Repeat it.',
  },
  project_changed: {
    status: 409,
    title: 'The project changed since it was read',
    when: 'The request is bound to a log position, and the project has events after it. Read again, then decide.',
  },
  request_in_flight: {
    status: 409,
    title: 'The same request is still running',
    when: 'Another request of this caller with this `Idempotency-Key` has not been answered yet. Repeat it a little later.',
  },
  precondition_failed: {
    status: 412,
    title: 'It is not in the state that was expected',
    when: '`If-Match` names another sequence than the newest. `events` holds what has happened since.',
  },
  content_too_large: {
    status: 413,
    title: 'The body is too large',
    when: 'The body is over 1 MiB, or an import over 5 MiB.',
  },
  uri_too_long: {
    status: 414,
    title: 'The path is too long',
    when: 'A name in the path is longer than 200 characters.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is in a format that is not read here',
    when: 'The `Content-Type` is missing or not read by this route, or the body has a `Content-Encoding`. `detail` lists what is read.',
  },
  expectation_failed: {
    status: 417,
    title: 'The expectation cannot be met',
    when: 'The header `Expect` asks for something else than `100-continue`.',
  },
  invalid: {
    status: 422,
    title: 'A rule refuses it',
    when: 'The request is well formed, but a rule of the domain does not allow what it asks for. `errors` names the member where one is at fault.',
  },
  limit_reached: {
    status: 422,
    title: 'A limit is reached',
    when: 'There may be no more of these. `detail` names the limit.',
  },
  batch_refused: {
    status: 422,
    title: 'The batch was refused as a whole',
    when: 'A batch that is to be done whole or not at all holds commands that are refused. Nothing was done. `results` has the problem of each of them by its `index`.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key belongs to another request',
    when: 'The `Idempotency-Key` was used within 24 h for a request with another method, path, query or body. Take a fresh key.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    when: 'The tenant has used up what `RateLimit-Policy` allows, or wrong credentials came from the address too often. Wait as long as `Retry-After` says.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    when: 'The request line and the headers are over 16 KiB.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    when: 'A fault of the server. The log has it under the `request_id`.',
  },
  unavailable: {
    status: 503,
    title: 'Not available just now',
    when: 'The database does not answer, what is read is behind the log, so many calls of a ticket system wait that no more are kept, or the server is going down. Nothing was done. Repeat it as `Retry-After` says.',
  },
  outcome_unknown: {
    status: 503,
    title: 'Nobody can say whether it was done',
    when: 'The connection to the database was lost before its answer. Repeat the request with the same `Idempotency-Key`: it is done once at most.',
  },
  clock_behind: {
    status: 503,
    title: 'The clock is behind the log',
    when: "The database's clock is more than 5 s behind the newest event. Writes wait until an operator has set it right.",
  },
  log_behind: {
    status: 503,
    title: 'Writes wait for the log to be signed',
    when: 'An event has been unsealed for longer than the operator lets writes go on (`CLEARANCE_REFUSE_UNSEALED_SECONDS`). Nothing was done. Repeat it as `Retry-After` says.',
  },
  not_sealed: {
    status: 503,
    title: 'Not sealed yet',
    when: 'The event is recorded, but its log has not signed a tree with it yet. Ask again as `Retry-After` says; where sealing has stopped, `detail` says why.',
  },
  set_aside: {
    status: 503,
    title: 'An event of it could not be taken yet',
    when: 'What was asked for waits behind an event that a projection could not take: `projection` and `position` name it. It is tried again by itself; `consistency=eventual` answers with what came before it.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    when: '`/readyz` only: this node cannot serve, or is going down. `checks` says what is missing.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** All codes, in the order of their status. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** The `type` member of a problem: a relative URI reference that stays the same for ever. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code}`;
}
