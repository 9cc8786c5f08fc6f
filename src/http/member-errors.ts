import type { ValidationError } from 'class-validator';
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

function collect(
  found: readonly ValidationError[],
  above: readonly string[],
  place: MemberPlace | undefined,
  errors: MemberError[],
): void {
  for (const error of found) {
    const steps = [...above, error.property.slice(0, LONGEST_STEP)];
    for (const [code, detail] of broken(error)) {
      if (errors.length === MOST_ERRORS) return;
      errors.push({ pointer: pointer(...steps), ...(place && { in: place }), code, detail });
    }
    // What should be a list and is none has no members that could be wrong.
    if (!('isArray' in (error.constraints ?? {}))) collect(error.children ?? [], steps, place, errors);
  }
}

/** The rules that a member breaks. A member that is not there breaks all of them, and is only missing. */
function broken(error: ValidationError): [code: string, detail: string][] {
  const { constraints = {}, property, value } = error;
  const rules = Object.entries(constraints);
  if (rules.length > 0 && value === undefined && !('whitelistValidation' in constraints)) {
    return [['required', 'is required']];
  }
  const named = new Map(
    rules.map(([rule, message]) => [NAMES[rule] ?? snakeCase(rule), detailOf(rule, message, property)]),
  );
  return [...named];
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
