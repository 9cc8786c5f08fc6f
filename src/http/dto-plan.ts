import { TransformationType, type TransformFnParams } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';

export type DtoClass = new () => object;
type ValidationMetadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];
type Condition = (object: object, value: unknown) => boolean;

export interface Check {
  readonly isEach: boolean;
  readonly constraints: unknown[];
  readonly test: (value: unknown, of: ValidationArguments) => unknown;
}

/** What the decorators of one member say. */
export interface MemberPlan {
  readonly name: string;
  readonly conditions: readonly Condition[];
  readonly checks: readonly Check[];
  readonly transforms: readonly ((params: TransformFnParams) => unknown)[];
  readonly nested: DtoClass | null;
}

/** What the decorators of a DTO class say, read once. */
export interface DtoPlan {
  readonly members: ReadonlyMap<string, MemberPlan>;
  /** Fields that the class declares, in its order, with what they hold in a new instance. */
  readonly declared: readonly (readonly [name: string, value: unknown])[];
}

/**
 * The plan of a class, from the metadata of class-validator 0.15 and class-transformer 0.5; null where any decorator
 * stands on it that this does not know in full: such a class is left to the two libraries.
 */
export function planOf(dto: DtoClass): DtoPlan | null {
  const strategy = defaultMetadataStorage.getStrategy(dto);
  if (strategy !== 'none' || hasAccessors(dto)) return null;
  if (
    defaultMetadataStorage.getExposedMetadatas(dto).length > 0 ||
    defaultMetadataStorage.getExcludedMetadatas(dto).length > 0
  )
    return null;
  const storage = getMetadataStorage();
  const grouped = Object.entries(
    storage.groupByPropertyName(storage.getTargetValidationMetadatas(dto, '', false, false)),
  );
  const members = grouped.map(([name, metadata]) => memberPlan(dto, name, metadata));
  if (members.length === 0 || members.includes(null)) return null;
  const declared = Object.entries(new dto());
  // A field without rules is unknown to the validation, even where it holds nothing.
  const isKnown = declared.every(
    ([name, value]) =>
      members.some((member) => member?.name === name) && (value === undefined || !(value instanceof Object)),
  );
  if (!isKnown) return null;
  return { members: new Map((members as MemberPlan[]).map((member) => [member.name, member])), declared };
}

/** class-transformer passes over names that the prototype has already. */
function hasAccessors(dto: DtoClass): boolean {
  for (let at = dto.prototype as object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    if (Object.getOwnPropertyNames(at).some((name) => name !== 'constructor')) return true;
  return false;
}

function memberPlan(dto: DtoClass, name: string, metadata: readonly ValidationMetadata[]): MemberPlan | null {
  if (name in Object.prototype) return null;
  const checks: Check[] = [];
  const conditions: Condition[] = [];
  let isNested = false;
  for (const each of metadata) {
    if ((each.groups ?? []).length > 0 || each.validateIf !== undefined || each.always !== undefined)
      return null;
    if (each.type === ValidationTypes.CONDITIONAL_VALIDATION)
      conditions.push(each.constraints[0] as Condition);
    else if (each.type === ValidationTypes.NESTED_VALIDATION) isNested = true;
    else if (each.type === ValidationTypes.CUSTOM_VALIDATION) {
      const found = checksOf(each);
      if (found === null) return null;
      checks.push(...found);
    } else return null;
  }
  const nested = nestedClass(dto, name);
  const transforms = transformsOf(dto, name);
  // Of nested objects the library would be the one to know what a transformation makes.
  if (transforms === null || nested === 'unknown' || isNested !== (nested !== null)) return null;
  if (nested !== null && transforms.length > 0) return null;
  return { name, conditions, checks, transforms, nested };
}

function checksOf(metadata: ValidationMetadata): Check[] | null {
  const found = getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
  if (found.length === 0 || found.some(({ async }) => async)) return null;
  return found.map(({ instance }) => ({
    isEach: metadata.each,
    constraints: (metadata.constraints as unknown[] | undefined) ?? [],
    test: (value, of) => instance.validate(value, of),
  }));
}

function nestedClass(dto: DtoClass, name: string): DtoClass | 'unknown' | null {
  const type = defaultMetadataStorage.findTypeMetadata(dto, name);
  if (type === undefined) return null;
  // A function that looks at the object may give another class each time.
  if (type.options?.discriminator || type.typeFunction === undefined || type.typeFunction.length > 0)
    return 'unknown';
  const made: unknown = type.typeFunction();
  const isClass = typeof made === 'function' && !BUILT_IN.has(made);
  const isList = type.reflectedType === Array || type.reflectedType === Object || type.reflectedType === made;
  return isClass && isList ? (made as DtoClass) : 'unknown';
}

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Number, Boolean, Date, Buffer, Array, Object, Map]);

function transformsOf(dto: DtoClass, name: string): MemberPlan['transforms'] | null {
  const found = defaultMetadataStorage.findTransformMetadatas(dto, name, TransformationType.PLAIN_TO_CLASS);
  const isPlain = found.every(
    ({ options }) => options?.since === undefined && options?.until === undefined && !options?.groups?.length,
  );
  return isPlain ? found.map(({ transformFn }) => transformFn) : null;
}
