import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { setUpDatabase } from '../../src/database/database.js';
import { inDatabase } from '../../src/database/setup/init.js';
import { ProjectionRegistry } from '../../src/eventstore/projections/projection-registry.js';
import { prepareShadow } from '../../src/eventstore/projections/shadow.js';
import { installPartitions } from '../support/partitions/install.js';
import { readStatements, type SentStatement } from '../support/partitions/sent-statement.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { testTarget } from '../support/test-server.js';
import { flat, remaindersOf, tenantsByRemainder } from './sharding/explain.js';
import { callEveryFunction } from './sharding/every-function.js';
import { CONTROL, OVER_ALL_TENANTS } from './sharding/over-all-tenants.js';
import { runEndToEnd } from './sharding/run-e2e.js';

const PARTITIONS = 4;
const TEMPLATE = 'clearance_partitioned';
/** Those that the end-to-end tests have. */
const TENANTS = ['default', 'acme', 'lost', 'busy', 'small', 'brimful', 'tiny', 'metered'];

let undo: () => void;
let app: TestApp;
let tenants: string[];
let run: { code: number | null; output: string };
let sent: SentStatement[];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearance-statements-'));
  run = await runEndToEnd(PARTITIONS, folder);
  sent = readStatements(folder);
  await rm(folder, { recursive: true });
  undo = installPartitions({ count: PARTITIONS, statements: null });
  const superuser = inject('testServer');
  await setUpDatabase(superuser, testTarget(superuser, TEMPLATE));
  app = await createTestApp(TEMPLATE);
  const registry = app.app.get(ProjectionRegistry);
  for (const name of registry.names())
    await prepareShadow(registry.projector(name).projection, app.db.database.project, false);
  tenants = await tenantsByRemainder(app.db.admin, PARTITIONS);
}, 600_000);
afterAll(async () => {
  await app.close();
  await inDatabase(inject('testServer'), (sql) => sql.unsafe(`DROP DATABASE ${TEMPLATE}`));
  undo();
});

/** The statement as it would be for another tenant. */
function forTenant({ application, text, values }: SentStatement, tenant: string): SentStatement {
  return {
    application,
    text: TENANTS.reduce((own, other) => own.replaceAll(`'${other}'`, `'${tenant}'`), text),
    values: values.map((value) => (TENANTS.some((other) => other === value) ? tenant : value)),
  };
}

describe('the schema partitioned by hash of the tenant', () => {
  it('passes the end-to-end tests', () => {
    expect(run.code, run.output).toBe(0);
    const made = sent.filter(({ text }) => text.startsWith('CREATE TABLE'));
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter(({ text }) => !text.includes('PARTITION BY HASH (tenant)'))).toEqual([]);
  });

  it('leaves no table with tenants in one piece', async () => {
    const whole = await app.db.admin`
      SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace IN ('eventstore'::regnamespace, 'projections'::regnamespace, 'integrations'::regnamespace)
        AND a.attname = 'tenant' AND c.relkind NOT IN ('p', 'I', 'i')`;
    expect(whole).toEqual([]);
  });

  it('stands up to the guards of the start', async () => {
    await expect(app.db.database.check(app.db.base)).resolves.toBeUndefined();
  });

  it('keeps every partition append-only, row by row', async () => {
    const made = await app.db.admin<{ enabled: string | null }[]>`
      SELECT c.tgenabled AS enabled
      FROM pg_trigger t JOIN pg_class p ON p.oid = t.tgrelid AND p.relnamespace = 'eventstore'::regnamespace
      JOIN pg_inherits i ON i.inhparent = t.tgrelid
      LEFT JOIN pg_trigger c ON c.tgrelid = i.inhrelid AND c.tgparentid = t.oid
      WHERE p.relkind = 'p' AND NOT t.tgisinternal AND t.tgtype & 1 = 1`;
    expect(made.length).toBeGreaterThanOrEqual(4 * PARTITIONS);
    expect(made.filter(({ enabled }) => enabled !== 'A')).toEqual([]);
    const holders = await app.db.admin<{ partition: string }[]>`
      SELECT DISTINCT tableoid::regclass::text AS partition FROM eventstore.events`;
    expect(holders).toHaveLength(1);
    for (const { partition } of holders)
      await expect(app.db.admin.unsafe(`DELETE FROM ${partition}`)).rejects.toThrow('append-only');
  });

  it('is asked for one partition a tenant by every statement, but for those that are about all tenants', async () => {
    const wrong: unknown[] = [];
    const single: string[] = [];
    for (const statement of sent) {
      const text = flat(statement.text);
      if (CONTROL.test(text) || OVER_ALL_TENANTS.some((known) => known.statement.test(text))) continue;
      for (const [remainder, tenant] of tenants.entries()) {
        const own = forTenant(statement, tenant);
        const touched = await remaindersOf(app.db.admin, own);
        const isFor = own.text.includes(`'${tenant}'`) || own.values.includes(tenant);
        const isAboutTables = /\b(eventstore|projections)\.\w/.test(text);
        if (touched === null || (isAboutTables && !isFor) || touched.some((one) => one !== remainder))
          wrong.push({ text, tenant: isFor ? tenant : null, touched });
        else if (touched.length === 1 && remainder === 0) single.push(text);
      }
    }
    expect(wrong).toEqual([]);
    expect(single.length).toBeGreaterThan(50);
  });

  it('is asked for everything that may be about all tenants: the list of it holds nothing else', () => {
    const texts = sent.map(({ text }) => flat(text));
    const unused = OVER_ALL_TENANTS.filter(({ statement }) => !texts.some((text) => statement.test(text)));
    expect(unused).toEqual([]);
  });

  it.each(['auto', 'force_generic_plan'])(
    'is touched in one partition of each table by the functions of the log: %s',
    async (planCacheMode) => {
      const { scans, functions } = await callEveryFunction(TEMPLATE, planCacheMode, tenants);
      expect(functions.uncalled).toEqual([]);
      expect(scans.elsewhere).toEqual([]);
      expect(scans.own).toBeGreaterThan(20);
      expect(scans.afterTenants).toEqual(
        tenants.slice(1).map((_, index) => ({ parent: 'log_head', remainder: index + 1 })),
      );
    },
  );
});
