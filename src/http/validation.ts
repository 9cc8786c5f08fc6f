import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { DtoClass } from './dto-plan.js';
import { memberErrors } from './member-errors.js';
import { InvalidRequest, type MemberError, type MemberPlace, pointer } from './problem.js';
import { QuickCheck } from './quick-check.js';

const PLACES: Partial<Record<ArgumentMetadata['type'], MemberPlace>> = { query: 'query', param: 'path' };
/** Objects and lists in a body, all levels together. */
const MOST_CONTAINERS = 10_000;
const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/;

/** What the validator found, on its way to the pipe, which knows where it was looked for. */
class Found extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('the request is not valid');
  }
}

/**
 * The global pipe. Bodies, queries and paths become instances of their DTO classes; members that a class does not
 * name are refused, nothing is converted unless a decorator of the class says so, and members that are not there are
 * not there (no `undefined`). What is right is mostly seen at a glance (QuickCheck); only the rest costs a validation. A single `@Param('n') n: number` or `@Query('dry_run') dryRun: boolean` is read strictly.
 */
export class RequestValidation extends ValidationPipe {
  /** @param quick null: all goes the long way, for comparison */
  constructor(private readonly quick: QuickCheck | null = new QuickCheck(MOST_CONTAINERS)) {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: false,
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => new Found(errors),
    });
  }

  /** @throws InvalidRequest */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const place = PLACES[metadata.type];
    if (place !== undefined && metadata.data !== undefined) return readOne(value, metadata, place);
    if (metadata.type === 'custom' || !this.toValidate(metadata)) {
      if (metadata.metatype === Buffer && value === undefined) throw missingBody();
      return value;
    }
    const accepted = this.quick?.accept(metadata.metatype as DtoClass, value);
    return accepted ?? (await this.validated(value, metadata, place));
  }

  /** The long way, by class-transformer and class-validator, which describes what is wrong. */
  private async validated(
    value: unknown,
    metadata: ArgumentMetadata,
    place: MemberPlace | undefined,
  ): Promise<unknown> {
    refuseOddShapes(value, place);
    try {
      return withoutUnset(await super.transform(value, metadata));
    } catch (error) {
      if (!(error instanceof Found)) throw error;
      throw invalid(memberErrors(error.errors, place));
    }
  }
}

function invalid(errors: readonly MemberError[]): InvalidRequest {
  const [first, ...rest] = errors;
  if (first === undefined)
    return new InvalidRequest([{ pointer: '', code: 'object', detail: 'must be a JSON object' }]);
  return new InvalidRequest([first, ...rest]);
}

function missingBody(): InvalidRequest {
  return new InvalidRequest([{ pointer: '', code: 'required', detail: 'must not be empty' }]);
}

/** One query parameter or path member, by the type of the argument it goes to; one that is not there stays undefined. */
function readOne(value: unknown, { metatype, data }: ArgumentMetadata, place: MemberPlace): unknown {
  const name = data as string;
  if (value === undefined) return undefined;
  if (metatype === Array) return [value].flat();
  if (typeof value !== 'string') throw InvalidRequest.of(place, name, 'single', 'must be there once');
  if (metatype === Number) {
    const number = INTEGER.test(value) ? Number(value) : Number.NaN;
    if (!Number.isSafeInteger(number)) throw InvalidRequest.of(place, name, 'integer', 'must be an integer');
    return number;
  }
  if (metatype === Boolean) {
    if (value !== 'true' && value !== 'false') {
      throw InvalidRequest.of(place, name, 'boolean', 'must be true or false');
    }
    return value === 'true';
  }
  return value;
}

/**
 * What the validator would get wrong: it takes an array for an object with numbers as names, lets names of
 * Object.prototype (`constructor`) through its list of known ones, and needs tens of microseconds for each object, in
 * one piece.
 */
function refuseOddShapes(value: unknown, place: MemberPlace | undefined): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Buffer.isBuffer(value)) {
    throw invalid([]);
  }
  const inherited = inheritedName(value, [], { left: MOST_CONTAINERS });
  if (inherited === null) return;
  throw new InvalidRequest([
    {
      pointer: pointer(...inherited),
      ...(place && { in: place }),
      code: 'unknown_member',
      detail: 'is not known here',
    },
  ]);
}

/** Where a member has a name that every object inherits; null where none has. */
function inheritedName(value: object, above: readonly string[], budget: { left: number }): string[] | null {
  if (budget.left-- === 0) {
    const detail = `may hold ${MOST_CONTAINERS} objects and lists`;
    throw new InvalidRequest([{ pointer: '', code: 'too_many', detail }]);
  }
  for (const [name, member] of Object.entries(value)) {
    if (name in Object.prototype) return [...above, name];
    const isContainer = typeof member === 'object' && member !== null;
    const below = isContainer ? inheritedName(member as object, [...above, name], budget) : null;
    if (below !== null) return below;
  }
  return null;
}

/** Takes the fields away that a class declares and the request has not: a declared field is there, as `undefined`. */
function withoutUnset(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) Reflect.deleteProperty(value, name);
    else withoutUnset(member);
  }
  return value;
}
