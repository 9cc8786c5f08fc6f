import openapiTS, { astToString } from 'openapi-typescript';
import { operationsOf } from './cli-operations.mjs';

const NOTE = "// Written by `npm run openapi` from the API's description; not by hand.\n";

/** What is generated from the OpenAPI document for clients: texts by path in the project. */
export async function clientFiles(document) {
  const schema = astToString(
    await openapiTS(withoutCloudEvents(document), {
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      // What has a default may be left out of a request.
      defaultNonNullable: false,
    }),
  );
  const operations = operationsOf(document);
  const lines = Object.entries(operations).map(
    ([id, operation]) => `  ${id}: ${JSON.stringify(operation)},\n`,
  );
  return {
    'src/client/schema.ts': NOTE + schema.replace(/^\/\*\*[\s\S]*?\*\/\n/, ''),
    'src/cli/routes/operations.ts':
      `${NOTE}import type { Operation } from './operation.js';\n\n` +
      `export const OPERATIONS = {\n${lines.join('')}} as const satisfies Readonly<Record<string, Operation>>;\n\n` +
      '/** The name of an operation of the API. */\nexport type OperationId = keyof typeof OPERATIONS;\n',
  };
}

/** The typed client asks for application/json: with a second JSON its answers would be of either type. */
function withoutCloudEvents(document) {
  const copy = structuredClone(document);
  for (const item of Object.values(copy.paths))
    for (const { responses } of Object.values(item))
      for (const { content } of Object.values(responses))
        if (content) delete content['application/cloudevents+json'];
  return copy;
}
