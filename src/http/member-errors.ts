import type { ValidationError, ValidationOptions } from 'class-validator';
import { type MemberError, type MemberPlace, pointer } from './problem.js';

const MOST_ERRORS = 100;
const LONGEST_STEP = 200;

const NAMES: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown_member',
  nestedValidation: 'object',
  isObject: 'object',
};

/** What a validator found, flat, with pointers. At most 100, since a hostile body can be wrong in a million places. */
export function memberErrors(
  found: readonly ValidationError[],
  place: MemberPlace | undefined,
): MemberError[] {
  const errors: MemberError[] = [];
  collect(found, [], place, errors);
  return errors;
}

/** Whether a value keeps the rule that each value of a list has to keep. */
type EachTest = (value: unknown) => boolean;

/**
 * Options of a rule for each value of a list: with `isRight` an error points to the values that are wrong, which
 * class-validator does not tell.
 */
export function eachOf(isRight: EachTest, says: string): ValidationOptions {
  return { each: true, message: says, context: { isRight } };
}

function collect(
  found: readonly ValidationError[],
  above: readonly string[],
  place: MemberPlace | undefined,
  errors: MemberError[],
): void {
  for (const error of found) {
    const steps = [...above, error.property.slice(0, LONGEST_STEP)];
    for (const [below, code, detail] of broken(error)) {
      if (errors.length === MOST_ERRORS) return;
      errors.push({ pointer: pointer(...steps, ...below), ...(place && { in: place }), code, detail });
    }
    // What should be a list and is none has no members that could be wrong.
    if (!('isArray' in (error.constraints ?? {}))) collect(error.children ?? [], steps, place, errors);
  }
}

/**
 * The rules that a member breaks, and where below it. A member that is not there breaks all of them, and is only
 * missing; of what should be a list and is none no value is wrong.
 */
function broken(error: ValidationError): [below: number[], code: string, detail: string][] {
  const { constraints = {}, property, value } = error;
  const rules = Object.entries(constraints);
  if (rules.length > 0 && value === undefined && !('whitelistValidation' in constraints)) {
    return [[[], 'required', 'is required']];
  }
  const named = new Map(
    rules.map(([rule, message]) => [NAMES[rule] ?? snakeCase(rule), [rule, message] as const]),
  );
  return [...named].flatMap(([code, [rule, message]]) =>
    places(error, rule).map((below): [number[], string, string] => [
      below,
      code,
      detailOf(rule, message, property),
    ]),
  );
}

function places({ value, constraints, contexts }: ValidationError, rule: string): number[][] {
  const { isRight } = (contexts?.[rule] ?? {}) as { isRight?: EachTest };
  if (isRight === undefined) return [[]];
  if (!Array.isArray(value)) return 'isArray' in (constraints ?? {}) ? [] : [[]];
  return value.flatMap((each, index) => (isRight(each) ? [] : [[index]]));
}

function detailOf(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is not known here';
  if (rule === 'nestedValidation') return 'must be an object';
  // The pointer names the member already.
  return message.startsWith(`${property} `)
    ? message.slice(property.length + 1)
    : message.slice(0, LONGEST_STEP);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
