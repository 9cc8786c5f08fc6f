import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PUBLIC_EXTENSION, SCOPE_EXTENSION } from './access.decorators.js';
import { type FormatName, FORMATS, FORMATS_EXTENSION } from './format.js';
import { NARROWS_EXTENSION } from './narrowing.js';
import { withBounds } from './openapi-bounds.js';
import { addAnswerHeaders, HEADER_COMPONENTS } from './openapi-headers.js';
import {
  addProblemResponses,
  type Operation,
  problemComponents,
  PROBLEMS_EXTENSION,
} from './openapi-errors.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;
const BEARER = 'bearer';
const SEPARATOR = '::';

/** What is said of routes that narrow. */
const SOMEWHERE = ', in the whole tenant or in some project: then the answer keeps to those projects';

/** What the package says: all rights reserved. */
const LICENSE = { name: 'All rights reserved', identifier: 'LicenseRef-UNLICENSED' };
type ServerObject = NonNullable<OpenAPIObject['servers']>[number];

export interface ApiDescription {
  readonly version: string;
}

/**
 * The OpenAPI 3.1.1 document of the application's routes: bearer security, one error shape, and an operation id
 * `<tag>_<method>` each. Complete only from compiled code, where the swagger plugin has read the DTO classes.
 */
export function openApiDocument(app: NestFastifyApplication, { version }: ApiDescription): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Clearance')
    .setDescription('Readiness of systems for production, with an audit trail that can be proved.')
    .setVersion(version)
    .setOpenAPIVersion('3.1.1')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description:
          'An API key, or an OIDC access token: a JWT (RFC 9068) that is checked as RFC8725 recommends.',
      },
      BEARER,
    )
    .addSecurityRequirements(BEARER)
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller}${SEPARATOR}${method}`,
  });
  return withManners(document);
}

/** Serves the document at /openapi.json and Swagger UI at /docs, both open to everybody. It is built when first asked for. */
export function serveOpenApi(app: NestFastifyApplication, description: ApiDescription): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, description), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Clearance API',
  });
}

function withManners(document: OpenAPIObject): OpenAPIObject {
  const { schemas, responses } = problemComponents();
  const components = document.components ?? {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      refine(path, method, operation);
      markOptionalBody(operation, components.schemas ?? {});
    }
  }
  sortEnums(components.schemas);
  return withBounds({
    ...document,
    info: { ...document.info, license: LICENSE },
    servers: [
      {
        url: '/',
        description: 'Where this document is served: production, staging or local.',
        'x-internal': false,
      } as ServerObject,
    ],
    components: {
      ...components,
      headers: { ...components.headers, ...HEADER_COMPONENTS },
      schemas: { ...components.schemas, ...schemas },
      responses: { ...components.responses, ...responses },
    },
  });
}

/** The compiler gives the members of a union in an order that hangs on which files it met first. */
function sortEnums(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    // A copy: what stands here may be the list itself that a decorator was given.
    if (name === 'enum' && Array.isArray(value))
      Reflect.set(
        schema,
        name,
        value.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
      );
    else sortEnums(value);
  }
}

function refine(path: string, method: string, operation: Operation): void {
  const isPublic = PUBLIC_EXTENSION in operation;
  if (isPublic) operation.security = [];
  else nameScope(operation);
  operation.operationId = operationId(operation);
  addFormats(operation);
  addProblemResponses(path, method, operation, isPublic);
  addAnswerHeaders(operation, isPublic);
  for (const extension of [PUBLIC_EXTENSION, FORMATS_EXTENSION, PROBLEMS_EXTENSION])
    Reflect.deleteProperty(operation, extension);
}

/**
 * The scope stands in the security requirement too: since OpenAPI 3.1 a bearer scheme may list what its holder needs
 * (section 4.8.30).
 */
function nameScope(operation: Operation): void {
  const scope = (operation as { [SCOPE_EXTENSION]?: string })[SCOPE_EXTENSION];
  if (scope === undefined) return;
  operation.security = [{ [BEARER]: [scope] }];
  const { description } = operation;
  operation.description = `${description === undefined ? '' : `${description}\n\n`}Scope: \`${scope}\`${NARROWS_EXTENSION in operation ? SOMEWHERE : ''}.`;
}

/** A body of which no member is required may be left out: the validation reads it as an empty object. */
function markOptionalBody(operation: Operation, schemas: Schemas): void {
  const { requestBody } = operation;
  if (requestBody === undefined || '$ref' in requestBody) return;
  const schema = requestBody.content['application/json']?.schema;
  const named = schema && '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  if (named && !('$ref' in named) && (named.required ?? []).length === 0) requestBody.required = false;
}

function operationId(operation: Operation): string {
  const [controller = '', method = ''] = (operation.operationId ?? '').split(SEPARATOR);
  const tag = operation.tags?.[0] ?? controller.replace(/Controller$/, '');
  return `${snakeCase(tag)}_${snakeCase(method)}`;
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

const SCHEMAS: Readonly<Record<Exclude<FormatName, 'json'>, object>> = {
  ndjson: { type: 'string', description: 'One JSON object a line.' },
  csv: { type: 'string', description: 'RFC 4180, with a header line.' },
  cloudevents: { type: 'object', description: 'A CloudEvent 1.0; `sequence` is the position, 16 digits.' },
  markdown: { type: 'string' },
  text: { type: 'string' },
};

/** Of a list, CloudEvents come as a list too. */
function schemaOf(format: Exclude<FormatName, 'json'>, { parameters = [] }: Operation): object {
  const schema = SCHEMAS[format];
  const isPaged = parameters.some((parameter) => 'name' in parameter && parameter.name === 'cursor');
  return format === 'cloudevents' && isPaged ? { type: 'array', items: schema } : schema;
}

/** Adds the formats that `@Format` offers to the operation's success answer, which names JSON only. */
function addFormats(operation: Operation): void {
  const formats = (operation as { [FORMATS_EXTENSION]?: readonly FormatName[] })[FORMATS_EXTENSION];
  const answer = operation.responses['200'];
  if (formats === undefined || answer === undefined || '$ref' in answer) return;
  answer.content ??= {};
  for (const format of formats) {
    if (format === 'json') answer.content[FORMATS.json] ??= { schema: { type: 'object' } };
    else answer.content[FORMATS[format]] ??= { schema: schemaOf(format, operation) };
  }
  if (!formats.includes('json')) Reflect.deleteProperty(answer.content, FORMATS.json);
}
