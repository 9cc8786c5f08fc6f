const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch']);
const SCALARS = new Set(['string', 'integer', 'number', 'boolean']);

/** What the command line has to know of every operation of an OpenAPI document, by its id (src/cli/routes/operation.ts). */
export function operationsOf(document) {
  return Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => METHODS.has(method))
        .map(([method, operation]) => [
          operation.operationId,
          operationOf(document, path, method, operation),
        ]),
    ),
  );
}

function operationOf(document, path, method, operation) {
  const parameters = (operation.parameters ?? []).map((one) => resolve(document, one));
  const headers = parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  return {
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? operation.operationId,
    about: operation.description ?? '',
    path_names: valuesOf(document, parameters, 'path').toSorted(
      (one, other) => path.indexOf(`{${one.name}}`) - path.indexOf(`{${other.name}}`),
    ),
    query: valuesOf(document, parameters, 'query').filter(({ name }) => name !== 'cursor'),
    if_match: headers.includes('if-match'),
    idempotency: headers.includes('idempotency-key'),
    body: bodyOf(document, operation.requestBody),
    answer: answerOf(document, operation.responses),
  };
}

function valuesOf(document, parameters, place) {
  return parameters
    .filter((one) => one.in === place)
    .map(({ name, required, description, schema, example }) =>
      valueOf(document, name, { description, example, ...schema }, required === true),
    );
}

/** A parameter, or a member of a body, as an option of a command may give it. */
function valueOf(document, name, given, required) {
  const schema = {
    ...resolve(document, given),
    ...(given.description && { description: given.description }),
  };
  const { type, nullable } = kindOf(document, schema);
  const items = schema.items && resolve(document, schema.items);
  const choices = schema.enum ?? items?.enum;
  const example = schema.example ?? schema.examples?.[0] ?? items?.example;
  return {
    name,
    type: type === 'array' && SCALARS.has(items?.type) ? 'list' : SCALARS.has(type) ? type : 'json',
    required,
    ...(nullable && { nullable }),
    ...(choices && { choices: choices.filter((one) => one !== null) }),
    about: schema.description ?? '',
    ...(schema.format && { format: schema.format }),
    ...(example !== undefined && { example }),
  };
}

function kindOf(document, schema) {
  const parts = (schema.oneOf ?? schema.anyOf ?? []).map((part) => resolve(document, part));
  const types = [schema.type ?? parts.map((part) => part.type)].flat(2);
  const real = types.filter((type) => type !== 'null');
  return {
    type: real.length === 1 ? real[0] : 'json',
    nullable: types.includes('null') || schema.nullable === true,
  };
}

function bodyOf(document, given) {
  const body = resolve(document, given);
  if (!body) return null;
  const [media, content] = Object.entries(body.content)[0];
  const schema = resolve(document, content.schema ?? {});
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) =>
    valueOf(document, name, member, (schema.required ?? []).includes(name)),
  );
  return { media, required: body.required === true, members };
}

function answerOf(document, responses) {
  const success = Object.keys(responses).find((status) => status.startsWith('2'));
  const content = resolve(document, responses[success])?.content ?? {};
  const schema = resolve(document, content['application/json']?.schema);
  const media = Object.keys(content);
  if (!schema)
    return {
      kind: media.includes('text/event-stream') ? 'stream' : media.length === 0 ? 'none' : 'bytes',
      media,
    };
  const properties = membersOf(document, schema);
  const data = properties.data && resolve(document, properties.data);
  if (data?.type === 'array') {
    const row = resolve(document, data.items);
    const kind = 'next_cursor' in properties ? 'page' : 'list';
    return { kind, media, columns: SCALARS.has(row.type) ? [] : columnsOf(document, row) };
  }
  if (properties.resource) return { kind: 'write', media, columns: columnsOf(document, properties.resource) };
  return { kind: 'json', media, columns: columnsOf(document, schema) };
}

/** Paths of members that a cell can show, those of objects one level deep as `actor.id`. */
function columnsOf(document, given, prefix = '', depth = 0) {
  return Object.entries(membersOf(document, given)).flatMap(([name, part]) => {
    const member = resolve(document, part);
    const inner = [member, ...(member.oneOf ?? []), ...(member.anyOf ?? [])].map((one) =>
      resolve(document, one),
    );
    const object = inner.find((one) => Object.keys(membersOf(document, one)).length > 0);
    if (!object) return [`${prefix}${name}`];
    return depth === 0 ? columnsOf(document, object, `${prefix}${name}.`, depth + 1) : [];
  });
}

function membersOf(document, given) {
  const schema = resolve(document, given);
  return Object.assign(
    {},
    ...(schema.allOf ?? []).map((part) => membersOf(document, part)),
    schema.properties,
  );
}

/** A part with its reference followed; words beside a reference are kept. */
function resolve(document, part) {
  if (part?.allOf?.length === 1 && part.allOf[0].$ref)
    return { ...resolve(document, part.allOf[0]), ...part, allOf: undefined };
  if (!part?.$ref) return part;
  const { $ref, ...beside } = part;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce((node, name) => node[name], document);
  return { ...resolve(document, target), ...beside };
}
