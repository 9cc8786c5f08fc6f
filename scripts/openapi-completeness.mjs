const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']);

/**
 * What a reader of an OpenAPI document would miss, a line a finding: an operation without summary, without an answer
 * of success or of failure, without an example in a body or an answer, or with the id of another.
 */
export function incompleteOperations(document) {
  const findings = [];
  const ids = new Set();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!METHODS.has(method)) continue;
      const miss = (what) => findings.push(`${method.toUpperCase()} ${path} ${what}`);
      const statuses = Object.keys(operation.responses);
      if (!operation.summary) miss('has no summary');
      if (!statuses.some((status) => status.startsWith('2'))) miss('names no answer of success');
      if (!statuses.some((status) => /^[45]/.test(status))) miss('names no answer of failure');
      if (!showsExample(document, operation))
        miss('has no example, neither in its body nor in an answer of success');
      if (ids.has(operation.operationId)) miss(`has the id of another operation, ${operation.operationId}`);
      ids.add(operation.operationId);
    }
  }
  return findings;
}

function showsExample(document, { requestBody, responses }) {
  const successes = Object.entries(responses).flatMap(([status, answer]) =>
    status.startsWith('2') ? [answer] : [],
  );
  return [requestBody, ...successes]
    .flatMap((part) => Object.values(resolve(document, part)?.content ?? {}))
    .some((content) => isShown(content) || schemaShows(document, content.schema, new Set()));
}

function schemaShows(document, reference, seen) {
  const schema = resolve(document, reference);
  if (!schema || seen.has(schema)) return false;
  seen.add(schema);
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  const below = [...Object.values(properties), items, ...allOf, ...anyOf, ...oneOf];
  return isShown(schema) || below.some((part) => schemaShows(document, part, seen));
}

function isShown({ example, examples }) {
  return example !== undefined || examples !== undefined;
}

function resolve(document, part) {
  if (!part?.$ref) return part;
  return part.$ref
    .slice('#/'.length)
    .split('/')
    .reduce((node, name) => node[name], document);
}
