import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Media {
  readonly schema?: Schema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Record<string, Media> }>
  >;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Operation['responses'];
  };
}

/** The document as it is committed: complete, since it was made from compiled code. */
export const DESCRIPTION = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../openapi.json', import.meta.url)), 'utf8'),
) as Description;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
// Bytes are no JSON, so nothing is to be checked of them.
ajv.addFormat('binary', true);
ajv.addSchema({ $id: 'api', ...DESCRIPTION });

const compiled = new Map<string, ValidateFunction>();

/** Checks values against the schema at a pointer into the document. */
function validator(pointer: readonly string[]): ValidateFunction {
  const $ref = `api#${pointer.map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
  const known = compiled.get($ref) ?? ajv.compile({ $ref });
  compiled.set($ref, known);
  return known;
}

/** What an answer is checked by. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The value where it is JSON. */
  readonly body: unknown;
}

/**
 * What of an answer the document does not describe: its status, its format, or its body; empty where all is as described.
 * @param path as the document writes it, such as `/v1/projects/{project}`
 */
export function undescribed(path: string, method: string, { status, headers, body }: Answered): string[] {
  const operation = DESCRIPTION.paths[path]?.[method];
  if (operation === undefined) return [`${method} ${path} is not in the document`];
  const named = operation.responses[`${status}`];
  if (named === undefined) return [`status ${status} is not described`];
  const shared = named.$ref?.split('/').at(-1);
  const answer = shared === undefined ? named : DESCRIPTION.components.responses[shared];
  const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const formats = Object.keys(answer?.content ?? {});
  if (formats.length === 0) return type === '' ? [] : [`a body of ${type} is not described`];
  if (!formats.includes(type)) return [`the format "${type}" is not described, but ${formats.join(', ')}`];
  if (!/[/+]json$/.test(type)) return [];
  const place = shared
    ? ['components', 'responses', shared]
    : ['paths', path, method, 'responses', `${status}`];
  const validate = validator([...place, 'content', type, 'schema']);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.slice(0, 300),
  );
}
