import type { TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { TemplateVersionRow } from './template-view.js';

const TEMPLATE_VERSIONS = sqlFile(import.meta.url, './sql/template-versions.sql');

/** Which versions are meant: `version` null is the newest of each template, `all` every one. */
export interface VersionsWanted {
  readonly tenant: string;
  readonly template: string | null;
  readonly version: number | 'all' | null;
  readonly after: number;
  readonly limit: number;
}

export async function readVersions(
  sql: TransactionSql,
  wanted: VersionsWanted,
): Promise<TemplateVersionRow[]> {
  const version = wanted.version === 'all' ? -1 : wanted.version;
  const parameters = [wanted.tenant, wanted.template, version, wanted.after, wanted.limit];
  return await sql.unsafe<TemplateVersionRow[]>(TEMPLATE_VERSIONS, parameters, { prepare: true });
}
