import { HttpException } from '@nestjs/common';
import {
  ClockBehind,
  GuardConflict,
  IdempotencyKeyReused,
  NameTaken,
  SequenceConflict,
  StaleSequence,
  StoreUnavailable,
  UnknownTenant,
} from '../eventstore/errors.js';
import { ProjectionBehind, ProjectionSetAside } from '../eventstore/projections/projection-reader.js';
import { readFailure } from '../eventstore/read-failure.js';
import { AuditedRefusal, Refusal } from '../eventstore/refusal.js';
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from './problem-codes.js';
import { CredentialsUnavailable } from './principal.js';
import {
  headerError,
  HttpProblem,
  type MemberPlace,
  pointer as pointerTo,
  PreconditionFailed,
} from './problem.js';

const RETRY_SOON = { 'retry-after': '1' };

/** The parts of a request: where a name that the rules point to may stand. */
export interface RequestNames {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const NO_NAMES: RequestNames = { params: {}, query: {}, body: undefined };

/**
 * The problem that tells the caller about any error. What nobody foresaw becomes `internal_error` without a word of
 * its own. Rules do not know HTTP: what they point to is looked for in the path and the query of the request, and is
 * of the body otherwise.
 */
export function problemOf(thrown: unknown, names: RequestNames = NO_NAMES): HttpProblem {
  if (thrown instanceof HttpProblem) return thrown;
  const error = readFailure(thrown);
  if (error instanceof Refusal) return ofRefusal(error, names);
  if (error instanceof StoreUnavailable) return ofOutage(error);
  if (error instanceof CredentialsUnavailable) {
    const detail = 'The provider of the access token does not answer, so it cannot be verified. Try again.';
    return new HttpProblem('unavailable', detail, { cause: error, headers: { 'retry-after': '5' } });
  }
  if (error instanceof ProjectionBehind) {
    const detail = 'The answer would be behind the log. Try again, or ask with consistency=eventual.';
    return new HttpProblem('unavailable', detail, { cause: error, headers: RETRY_SOON });
  }
  if (error instanceof SequenceConflict || error instanceof GuardConflict) return ofConflict(error);
  if (error instanceof ProjectionSetAside) return ofSetAside(error);
  if (error instanceof StaleSequence) return new PreconditionFailed(error.actual, []);
  if (error instanceof NameTaken) return ofNameTaken(error);
  if (error instanceof IdempotencyKeyReused) {
    const detail = `The Idempotency-Key "${error.key}" was used for another request. Take a fresh key.`;
    const errors = [headerError('Idempotency-Key', 'idempotency_key_reused', detail)];
    return new HttpProblem('idempotency_key_reused', detail, { cause: error, errors });
  }
  if (error instanceof ClockBehind) {
    const detail = 'The clock of the database is behind the log. Nothing was done; an operator has to look.';
    return new HttpProblem('clock_behind', detail, { cause: error, headers: { 'retry-after': '10' } });
  }
  if (error instanceof UnknownTenant) {
    return new HttpProblem('unknown_tenant', 'The tenant of this credential has no log.', { cause: error });
  }
  if (error instanceof HttpException) {
    return ofFramework(error, error.getStatus(), fastifyFault(error.cause)?.code ?? '');
  }
  const fault = fastifyFault(error);
  return fault === null ? internal(error) : ofFramework(error as Error, fault.status, fault.code);
}

function ofRefusal(refusal: Refusal, names: RequestNames): HttpProblem {
  const { code, message, pointer } = refusal;
  if (refusal instanceof AuditedRefusal)
    return new HttpProblem(code, message, { cause: refusal, members: refusal.members });
  if (pointer === undefined) return new HttpProblem(code, message, { cause: refusal });
  const place = placeOf(pointer, names);
  const errors = [{ pointer, ...(place && { in: place }), code, detail: message }];
  return new HttpProblem(code, message, { cause: refusal, errors });
}

function placeOf(pointer: string, { params, query, body }: RequestNames): MemberPlace | null {
  const stands = (names: unknown) => Object.keys(names ?? {}).some((name) => pointerTo(name) === pointer);
  if (stands(params)) return 'path';
  // A text has no members.
  return stands(query) || body instanceof Uint8Array ? 'query' : null;
}

/** Names that are unique are keys; one that is unique within something has that thing's id and a slash in front. */
function ofNameTaken(taken: NameTaken): HttpProblem {
  const key = taken.taken.slice(taken.taken.lastIndexOf('/') + 1);
  const detail = `There is a ${taken.kind} with the key "${key}" already.`;
  const errors = [{ pointer: '/key', code: 'already_exists', detail }];
  return new HttpProblem('already_exists', detail, { cause: taken, errors });
}

function ofOutage(outage: StoreUnavailable): HttpProblem {
  if (outage.outcome === 'not_done') {
    const detail = 'The database does not answer. Nothing was done; try again.';
    return new HttpProblem('unavailable', detail, { cause: outage, headers: RETRY_SOON });
  }
  const detail =
    'The outcome is unknown: the database was lost before it answered. ' +
    'Repeat the request with the same Idempotency-Key; it is done once at most.';
  return new HttpProblem('outcome_unknown', detail, { cause: outage, headers: RETRY_SOON });
}

function ofSetAside(error: ProjectionSetAside): HttpProblem {
  const { projection, position } = error;
  const detail =
    `The projection ${projection} could not take the event at position ${position}, and what was asked for waits ` +
    'behind it. What was recorded is safe. It is tried again by itself; an operator has to look where that does not help.';
  return new HttpProblem('set_aside', detail, {
    cause: error,
    members: { projection, position },
    headers: { 'retry-after': '5' },
  });
}

function ofConflict(conflict: SequenceConflict | GuardConflict): HttpProblem {
  if (conflict instanceof GuardConflict) {
    const detail = `The project has events up to position ${conflict.newest}; the request was decided at ${conflict.since}.`;
    return new HttpProblem('project_changed', detail, {
      cause: conflict,
      members: { since: conflict.since, newest: conflict.newest },
    });
  }
  const detail = 'Others kept changing it while this request was decided. Nothing was done; repeat it.';
  return new HttpProblem('concurrent_change', detail, { cause: conflict });
}

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'content_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
  FST_ERR_BAD_URL: 'malformed_request',
};

const BY_STATUS = new Map<number, ProblemCode>(
  // In reverse, so that the first code of a status wins; 400, 404 and 422 are taken by name below.
  PROBLEM_CODES.toReversed().map((code) => [PROBLEMS[code].status, code]),
);
BY_STATUS.set(400, 'malformed_request').set(404, 'not_found');

const FRAMEWORK_DETAILS: Partial<Record<ProblemCode, string>> = {
  content_too_large: 'A body may have 1 MiB, an import 5 MiB.',
  unsupported_media_type: 'Send JSON as application/json; an import is text/markdown or text/plain.',
  uri_too_long: 'A name in the path may have 200 characters.',
  malformed_request: 'The request is broken and was not read.',
};

/** What Nest and Fastify throw themselves: their codes and statuses decide, their wording stays inside. */
function ofFramework(error: Error, status: number, fastifyCode: string): HttpProblem {
  const code = FASTIFY_CODES[fastifyCode] ?? BY_STATUS.get(status);
  if (code === undefined || PROBLEMS[code].status >= 500) return internal(error);
  const detail = FRAMEWORK_DETAILS[code] ?? PROBLEMS[code].when;
  const isMediaType = code === 'unsupported_media_type';
  const errors = isMediaType && { errors: [headerError('Content-Type', code, detail)] };
  return new HttpProblem(code, detail, { cause: error, ...errors });
}

/** Fastify's own errors have a code and a status; Nest wraps them in an exception, as its cause. */
function fastifyFault(error: unknown): { code: string; status: number } | null {
  if (!(error instanceof Error) || error.name !== 'FastifyError') return null;
  const { code = '', statusCode = 500 } = error as Error & { code?: string; statusCode?: number };
  return { code, status: statusCode };
}

function internal(cause: unknown): HttpProblem {
  const detail = 'The server failed on this request. The log has it under the request_id.';
  return new HttpProblem('internal_error', detail, { cause });
}
