import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleOf } from '../../src/cli/routes/example.js';
import { inputsOf } from '../../src/cli/routes/inputs.js';
import type { Operation } from '../../src/cli/routes/operation.js';
import { OPERATIONS, type OperationId } from '../../src/cli/routes/operations.js';
import { ROUTE_SPECS } from '../../src/cli/routes/specs/all.js';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { runCli, scratchFolder } from './support/run-cli.js';
import { checklist, readiness } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string }>>;
};
const described = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId }]) => ({
    operationId,
    method: method.toUpperCase(),
    path,
  })),
);

/** Commands that are more than one operation, by the operation that they are there for. */
const OTHERS: Partial<Record<OperationId, string>> = {
  templates_import: 'import template.json',
  checklists_apply: 'apply go-live --project payments-api',
  readiness_get: 'readiness --project payments-api',
  gates_evaluate:
    'gate check --project payments-api --subject shop --digest sha256:1 --environment production',
  gates_sign: 'gate sign technical-lead --project payments-api',
  operations_rebuild: 'rebuild items',
  log_export: 'log export -o -',
  log_keys: 'log keys',
  audit_stream: 'event follow --limit 1',
  items_run: 'batch lines.ndjson --project payments-api',
};

/** What other systems call, signed by them: nobody types it. */
const CALLED_BY_SYSTEMS: readonly OperationId[] = ['ticketing_take'];

const COMMANDS: readonly (readonly [string, string])[] = [
  ...ROUTE_SPECS.map((spec): [string, string] => [
    spec.operation,
    `${spec.words} ${exampleOf(spec, inputsOf(OPERATIONS[spec.operation] as Operation, spec))}`.trim(),
  ]),
  ...Object.entries(OTHERS),
];

/** The words of a line as a shell has them, with single quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\'|[^\s'])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\'/g, (_, text?: string) => text ?? "'"),
  );
}

describe('Every route of the API', () => {
  test('has a command', () => {
    const reached: string[] = [...COMMANDS.map(([operation]) => operation), ...CALLED_BY_SYSTEMS];
    expect(described.map(({ operationId }) => operationId).filter((id) => !reached.includes(id))).toEqual([]);
    expect(reached.filter((id, index) => reached.indexOf(id) !== index)).toEqual([]);
  });

  test.each(COMMANDS)('%s is reached by the example: %s', async (operation, line) => {
    const cwd = scratchFolder();
    for (const file of ['template.json', 'gate.json', 'connection.json', 'secret.json', 'lines.ndjson'])
      writeFileSync(join(cwd, file), '{}\n');
    api.on('GET /v1/projects/payments-api/checklists', ...pagesOf([checklist()]));
    api.on('GET /v1/projects/payments-api/readiness', { json: readiness() });
    const ended = await runCli(api.url, [...words(line), '--no-retry'], { cwd });
    const { method, path } = described.find(({ operationId }) => operationId === operation) ?? {};
    const pattern = new RegExp(`^${path?.replace('{path}', '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const sent = api.received.filter((one) => one.method === method && pattern.test(one.path));
    expect([line, ended.code === 2 ? ended.err : '', sent.length]).toEqual([line, '', 1]);
  });
});
