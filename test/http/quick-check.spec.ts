import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { IsDefined, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Expose, Transform, Type } from 'class-transformer';
import { describe, expect, it } from 'vitest';
import { type DtoClass, planOf } from '../../src/http/dto-plan.js';
import { InvalidRequest } from '../../src/http/problem.js';
import { QuickCheck } from '../../src/http/quick-check.js';
import { RequestValidation } from '../../src/http/validation.js';
import { Line, ListOf, Omittable } from '../../src/http/validators.js';
import { dtoValues } from './dto-values.js';

const RUNS = 60;
const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const long = new RequestValidation(null);

/** What the libraries give; null where they refuse. */
async function validated(dto: DtoClass, value: unknown): Promise<object | null> {
  try {
    return (await long.transform(value, { type: 'body', metatype: dto })) as object;
  } catch (error) {
    if (error instanceof InvalidRequest) return null;
    throw error;
  }
}

function isClass(value: unknown): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** The classes of the API that have rules, by name. */
async function dtoClasses(): Promise<Map<string, DtoClass>> {
  const found = new Map<string, DtoClass>();
  for await (const file of glob('**/*.dto.ts', { cwd: SOURCES })) {
    const module = (await import(`${SOURCES}/${file}`)) as Record<string, unknown>;
    for (const [name, each] of Object.entries(module))
      if (isClass(each) && planOf(each as DtoClass) !== null)
        found.set(`${file.split('/').at(-1)} ${name}`, each as DtoClass);
  }
  return found;
}

const classes = await dtoClasses();

describe('The quick check', () => {
  it('knows the classes of the API', () => {
    expect(classes.size).toBeGreaterThan(50);
  });

  it.each([...classes])('says of %s what the validation says', async (_, dto) => {
    const quick = new QuickCheck(10_000);
    let right = 0;
    await fc.assert(
      fc.asyncProperty(dtoValues(dto), async (value) => {
        const before = JSON.stringify(value);
        const accepted = quick.accept(dto, value);
        expect(JSON.stringify(value)).toBe(before);
        const expected = await validated(dto, value);
        if (expected !== null) right += 1;
        // Objects that no class describes are left to the validation.
        if (accepted === null && (expected === null || holdsFreeObject(expected))) return;
        expect(accepted).toStrictEqual(expected);
        expect(JSON.stringify(accepted)).toBe(JSON.stringify(expected));
      }),
      { numRuns: RUNS },
    );
    // Else nothing was compared but refusals.
    expect(right).toBeGreaterThan(0);
  });
});

function holdsFreeObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((each) => Array.isArray(each) || holdsFreeObject(each));
  return Object.getPrototypeOf(value) === Object.prototype || Object.values(value).some(holdsFreeObject);
}

class Inner {
  @Line({ max: 5 })
  name!: string;
}

class Outer {
  @ListOf(() => Inner, { max: 3 })
  list!: Inner[];

  @Omittable()
  @IsIn(['a', 'b'])
  choice = 'a';

  @IsOptional()
  @IsString({ each: true })
  words?: string[] | null;
}

describe('What the quick check is asked for beside the classes of the API', () => {
  const quick = new QuickCheck(10);
  it.each<[string, unknown, boolean]>([
    ['defaults and absent members', { list: [] }, true],
    ['null where it may be left out', { list: [], words: null }, true],
    ['a text where a rule is for each of a list', { list: [], words: 'one' }, true],
    ['nested ones, rewritten', { list: [{ name: 'e\u0301' }] }, true],
    ['a member that is unknown', { list: [], other: 1 }, false],
    ['one that is unknown in a nested one', { list: [{ name: 'a', other: 1 }] }, false],
    ['a name of every object', { list: [], constructor: 'a' }, false],
    ['__proto__', JSON.parse('{"list": [], "__proto__": {"choice": "x"}}'), false],
    ['an array for an object', [], false],
    ['an array in a list of objects', { list: [[]] }, false],
    ['null in a list of objects', { list: [null] }, false],
    ['an object for a list', { list: { name: 'a' } }, false],
    ['a bad word', { list: [], choice: 'c' }, false],
    ['a member that is undefined', { list: [], choice: undefined }, true],
  ])('%s', async (_, value, isRight) => {
    const expected = await validated(Outer, value);
    expect(expected !== null).toBe(isRight);
    const accepted = quick.accept(Outer, value);
    if (accepted !== null || !isRight) expect(accepted).toStrictEqual(expected);
  });

  it('takes as many objects and lists as the validation does, and no more', () => {
    const list = (length: number) => ({ list: Array.from({ length }, () => ({ name: 'a' })) });
    expect(new QuickCheck(5).accept(Outer, list(3))).not.toBeNull();
    expect(new QuickCheck(4).accept(Outer, list(3))).toBeNull();
  });
});

class Exposed {
  @Expose({ name: 'other' })
  @IsString()
  name!: string;
}

class Defined {
  @IsDefined()
  name!: unknown;
}

class InGroup {
  @IsString({ groups: ['some'] })
  name!: string;
}

class Conditional {
  @IsString({ validateIf: () => false })
  name!: string;
}

class WithoutType {
  @ValidateNested()
  inner!: Inner;
}

class Chosen {
  @ValidateNested()
  @Type(() => Inner, { discriminator: { property: 'kind', subTypes: [{ value: Inner, name: 'inner' }] } })
  inner!: Inner;
}

class Rewritten {
  @ValidateNested()
  @Type(() => Inner)
  @Transform(({ value }: { value: unknown }) => value)
  inner!: Inner;
}

class Late {
  @IsString()
  @Transform(({ value }: { value: unknown }) => value, { since: 2 })
  name!: string;
}

class Accessor {
  @IsString()
  name!: string;

  get upper(): string {
    return this.name.toUpperCase();
  }
}

class Plain {
  name!: string;
}

it.each([Exposed, Defined, InGroup, Conditional, WithoutType, Chosen, Rewritten, Late, Accessor, Plain])(
  'leaves %o to the libraries: a decorator that it does not know, or none',
  (dto) => {
    expect(new QuickCheck(10).accept(dto, { name: 'a', inner: { name: 'a' } })).toBeNull();
    expect(new QuickCheck(10).knows(dto)).toBe(false);
  },
);
