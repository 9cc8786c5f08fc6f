import { TransformationType } from 'class-transformer';
import type { ValidationArguments } from 'class-validator';
import { type Check, type DtoClass, type DtoPlan, type MemberPlan, planOf } from './dto-plan.js';

/** What the pipe passes to class-transformer, for transformations that look. */
const OPTIONS = {};

/** Something that this cannot say yes to. */
const NO = Symbol('not certain');

/**
 * Says yes to most of what is right, some ten times as fast as class-transformer and class-validator do: each class's
 * decorators are read once, and no errors are described. It never says no: whatever is wrong, or of a kind that it does
 * not know, is null, and the libraries decide. `test/http/quick-check.spec.ts` holds both side by side.
 */
export class QuickCheck {
  private readonly plans = new Map<DtoClass, DtoPlan | null>();

  /** @param mostContainers objects and lists of a value that is taken, all levels together */
  constructor(private readonly mostContainers: number) {}

  /**
   * The instance that the validation would give, without the fields that are not there, or null.
   * @param value as a JSON parser, the query or the path gives it: it is not changed, and shares nothing with the answer
   */
  accept(dto: DtoClass, value: unknown): object | null {
    const budget = { left: this.mostContainers };
    const made = this.instance(dto, value, budget);
    return made === NO ? null : made;
  }

  /** Whether the class is one that this knows; the others always go the long way. */
  knows(dto: DtoClass): boolean {
    return this.plan(dto) !== null;
  }

  private plan(dto: DtoClass): DtoPlan | null {
    let plan = this.plans.get(dto);
    if (plan === undefined) this.plans.set(dto, (plan = planOf(dto)));
    return plan;
  }

  private instance(dto: DtoClass, given: unknown, budget: { left: number }): object | typeof NO {
    if (typeof given !== 'object' || given === null || !isPlain(given)) return NO;
    const plan = this.plan(dto);
    if (plan === null || budget.left-- <= 0) return NO;
    const values = given as Record<string, unknown>;
    const made = Object.create(dto.prototype as object) as Record<string, unknown>;
    for (const [name, value] of plan.declared)
      if (Object.hasOwn(values, name)) made[name] = undefined;
      else if (value !== undefined) made[name] = value;
    for (const name of Object.keys(values)) {
      const member = plan.members.get(name);
      const value = member === undefined ? NO : this.valueOf(member, values, budget);
      if (value === NO || value === undefined) return NO;
      made[name] = value;
    }
    for (const member of plan.members.values()) if (!holds(dto, member, made)) return NO;
    return made;
  }

  private valueOf(member: MemberPlan, values: Record<string, unknown>, budget: { left: number }): unknown {
    const { name, nested, transforms } = member;
    let value = values[name];
    if (Array.isArray(value)) {
      if (budget.left-- <= 0) return NO;
      value = nested === null ? flatList(value) : this.instances(nested, value, budget);
    } else if (typeof value === 'object' && value !== null) {
      value = nested === null ? NO : this.instance(nested, value, budget);
    }
    for (const transformFn of transforms) {
      if (value === NO) return NO;
      value = transformFn({
        value,
        key: name,
        obj: values,
        type: TransformationType.PLAIN_TO_CLASS,
        options: OPTIONS,
      });
    }
    return value;
  }

  private instances(
    dto: DtoClass,
    given: readonly unknown[],
    budget: { left: number },
  ): object[] | typeof NO {
    const made: object[] = [];
    for (const each of given) {
      const instance = this.instance(dto, each, budget);
      if (instance === NO) return NO;
      made.push(instance);
    }
    return made;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function flatList(given: readonly unknown[]): unknown[] | typeof NO {
  return given.some((each) => each === undefined || (typeof each === 'object' && each !== null))
    ? NO
    : [...given];
}

function holds(dto: DtoClass, member: MemberPlan, made: Record<string, unknown>): boolean {
  const { name, conditions, checks, nested } = member;
  const value = made[name];
  for (const condition of conditions) if (!condition(made, value)) return true;
  if (nested !== null && value !== undefined && (typeof value !== 'object' || value === null)) return false;
  return checks.every((check) => passes(check, value, argumentsOf(dto, name, made, value, check)));
}

/** Anything but true, such as the promise of an answer, is not certain. */
function passes({ isEach, test }: Check, value: unknown, of: ValidationArguments): boolean {
  if (isEach && Array.isArray(value)) return value.every((each) => test(each, of) === true);
  return test(value, of) === true;
}

function argumentsOf(
  dto: DtoClass,
  property: string,
  object: object,
  value: unknown,
  { constraints }: Check,
): ValidationArguments {
  return { targetName: dto.name, property, object, value, constraints };
}
