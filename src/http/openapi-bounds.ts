import type { OpenAPIObject } from '@nestjs/swagger';
import { TEXT_BODY_LIMIT } from './body-parsers.js';
import { LONGEST_PATH_MEMBER } from './server-options.js';

/** No list in an answer is longer: each element came in through a body, of which none is larger than 5 MiB. */
const MOST_ELEMENTS = 1_000_000;
const INT32 = 2 ** 31 - 1;
/** No text comes in with it (docs/http.md), so none goes out with it. */
const NO_NUL = '^[^\\u0000]*$';

type Node = Record<string, unknown>;

/**
 * Says of every text, number and list in the document how long or large it may be, where its class does not: what holds
 * for all of them by the limits on bodies (docs/http.md). A reader can size buffers by it, and a gateway check requests.
 */
export function withBounds(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item as Node)) boundParameters(operation);
  visit(document, bound);
  return withoutUnused(document);
}

function boundParameters(operation: unknown): void {
  const { parameters } = (operation ?? {}) as { parameters?: { in: string; schema?: Node }[] };
  for (const { in: place, schema } of parameters ?? [])
    if (place === 'path' && schema?.['type'] === 'string') schema['maxLength'] ??= LONGEST_PATH_MEMBER;
}

function visit(value: unknown, change: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && isSchema(value as Node)) change(value as Node);
  for (const [name, member] of Object.entries(value)) if (name !== 'example') visit(member, change);
}

function isSchema({ type }: Node): boolean {
  return typeof type === 'string' || Array.isArray(type);
}

function bound(schema: Node): void {
  const types = [schema['type']].flat();
  if (types.includes('integer')) {
    schema['minimum'] ??= Number.MIN_SAFE_INTEGER;
    schema['maximum'] ??= Number.MAX_SAFE_INTEGER;
    schema['format'] ??=
      Number(schema['maximum']) <= INT32 && Number(schema['minimum']) >= -INT32 ? 'int32' : 'int64';
  }
  if (types.includes('array')) schema['maxItems'] ??= MOST_ELEMENTS;
  const isFree = !('enum' in schema) && !('const' in schema);
  if (types.includes('string') && isFree) {
    schema['maxLength'] ??= TEXT_BODY_LIMIT;
    if (!('format' in schema)) schema['pattern'] ??= NO_NUL;
  }
}

/** Components that nothing refers to would only be read in vain. */
function withoutUnused(document: OpenAPIObject): OpenAPIObject {
  const text = JSON.stringify(document);
  const used = <T extends object>(kind: string, all: T | undefined): T =>
    Object.fromEntries(
      Object.entries(all ?? {}).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`)),
    ) as T;
  const { components } = document;
  return {
    ...document,
    components: {
      ...components,
      schemas: used('schemas', components?.schemas),
      responses: used('responses', components?.responses),
    },
  };
}
