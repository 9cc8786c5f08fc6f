import fc from 'fast-check';
import type { ValidationArguments } from 'class-validator';
import { type DtoClass, type MemberPlan, planOf } from '../../src/http/dto-plan.js';

/** Values of every kind that the rules of the API ask for, and beside them. */
const TEXTS = [
  '',
  ' ',
  'a',
  'payments-api',
  'e\u0301',
  '店舗',
  'two\r\nlines',
  'tab\there',
  'null\u0000',
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(5_000),
  '2025-03-03',
  '2025-02-30',
  '2025-03-03T10:00:00Z',
  '2025-03-03T10:00:00.5+02:00',
  '2025-03-03T10:00:00 02:00',
  'https://ci.example.com/runs/1',
  'javascript:alert(1)',
  '#anchor',
  'ana@example.org',
  'a'.repeat(64),
  'f'.repeat(32),
  '0',
  '7',
  '-1',
  '1.5',
  '99999999999999999999',
  'true',
  'items:write',
  'item.*',
  'default',
  'acme',
  'a,b',
] as const;
const OTHERS = [null, true, false, 0, 1, 7, 1.5, -1, 86_400, 1e300, [], ['a'], ['a', 'a'], ['a', null], {}];

/** Values for a class: right ones for the most part, others with something wrong in them. */
export function dtoValues(dto: DtoClass): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: rightOnes(dto, 0) }, { weight: 2, arbitrary: spoilt(dto) });
}

function rightOnes(dto: DtoClass, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const members = [...(planOf(dto)?.members.values() ?? [])];
  const model = Object.fromEntries(members.map((member) => [member.name, rightValue(dto, member, depth)]));
  const isNeeded = (member: MemberPlan): boolean => !keeps(dto, member, undefined);
  return fc.record(model, {
    requiredKeys: members.filter(isNeeded).map(({ name }) => name),
    noNullPrototype: true,
  });
}

function rightValue(dto: DtoClass, member: MemberPlan, depth: number): fc.Arbitrary<unknown> {
  const { nested } = member;
  if (nested !== null) {
    if (depth >= 3 && keeps(dto, member, [])) return fc.constant([]);
    const one = rightOnes(nested, depth + 1);
    return fc
      .oneof(fc.array(one, { minLength: 1, maxLength: 3 }), one)
      .filter((value) => keeps(dto, member, value));
  }
  const words = member.checks
    .flatMap(({ constraints }) => constraints.flat())
    .filter((each) => each !== undefined);
  const known = [...TEXTS, ...OTHERS, ...words, ...words.map((word) => [word])];
  const right = known.filter((value) => keeps(dto, member, value));
  const pool = fc.constantFrom<unknown>(...(right.length > 0 ? right : known));
  return keeps(dto, member, 'some text')
    ? fc.oneof(
        pool,
        fc.string({ unit: 'grapheme', maxLength: 80 }).filter((text) => keeps(dto, member, text)),
      )
    : pool;
}

/** By the rules that are not about what is inside. */
function keeps(dto: DtoClass, { name, conditions, checks, transforms }: MemberPlan, given: unknown): boolean {
  const made: Record<string, unknown> = {};
  const value = transforms.reduce<unknown>(
    (before, change) =>
      before === undefined ? before : change({ value: before, key: name, obj: {}, type: 0, options: {} }),
    given,
  );
  made[name] = value;
  if (conditions.some((condition) => !condition(made, value))) return true;
  return checks.every(({ isEach, constraints, test }) => {
    const of: ValidationArguments = {
      targetName: dto.name,
      property: name,
      object: made,
      value,
      constraints,
    };
    return isEach && Array.isArray(value) ? value.every((each) => test(each, of)) : test(value, of);
  });
}

/** A right one in which something is changed, taken away, or added, at the top or below. */
function spoilt(dto: DtoClass): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(...TEXTS, ...OTHERS, { name: 'a' }, [{}], [[]], [null]),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc
    .tuple(rightOnes(dto, 0), anything, fc.nat(), fc.constantFrom('change', 'drop', 'add', 'below', 'whole'))
    .map(([right, value, at, how]) => {
      const names = Object.keys(right);
      const name = names[at % Math.max(1, names.length)] ?? 'name';
      if (how === 'whole') return value;
      if (how === 'add') return { ...right, [ODD[at % ODD.length] as string]: value };
      if (how === 'drop') return Object.fromEntries(Object.entries(right).filter(([each]) => each !== name));
      return { ...right, [name]: how === 'below' ? within(right[name], value) : value };
    });
}

const ODD = ['nonsense', 'toString', 'constructor', 'valueOf', 'hasOwnProperty', 'Name', ''];

function within(place: unknown, value: unknown): unknown {
  if (Array.isArray(place)) return place.length === 0 ? [value] : place.with(0, within(place[0], value));
  if (typeof place !== 'object' || place === null) return value;
  const [name] = Object.keys(place);
  return { ...place, [name ?? 'nonsense']: value };
}
