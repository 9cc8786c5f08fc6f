import { textArray } from '../database/array-literal.js';
import type { TransactionSql } from '../database/connection.js';
import { sqlFile } from '../database/sql-file.js';
import { type Part, part } from '../database/statement.js';
import type { EventRow } from './event-row.js';
import type { EventQuery } from './eventstore.js';

const POSITION_AT = sqlFile(import.meta.url, './sql/position-at.sql');

/** The rows of a page of the log, by position, with private parts. */
export async function eventPage(sql: TransactionSql, tenant: string, query: EventQuery): Promise<EventRow[]> {
  const [from, to] = await Promise.all([
    query.from === undefined ? undefined : positionAt(sql, tenant, query.from),
    query.to === undefined ? undefined : positionAt(sql, tenant, query.to),
  ]);
  const first = Math.max(from ?? 0, query.after === undefined ? 0 : query.after + 1);
  const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, query.before ?? Number.MAX_SAFE_INTEGER);
  return await pageBetween(sql, tenant, query, first, end);
}

async function positionAt(sql: TransactionSql, tenant: string, time: string): Promise<number> {
  const rows = await sql.unsafe<{ position: number }[]>(POSITION_AT, [tenant, time], { prepare: true });
  return rows[0]?.position ?? 0;
}

// Composed of parts: each filter that is not asked for has to be absent for the planner to choose its index. The tenant
// is named twice: behind a LIMIT the planner does not see that both tables are about the same one.
async function pageBetween(
  sql: TransactionSql,
  tenant: string,
  query: EventQuery,
  first: number,
  end: number,
): Promise<EventRow[]> {
  const none = part``;
  const order = query.order === 'asc' ? part`ASC` : part`DESC`;
  const rows = part`
      SELECT * FROM eventstore.events x
      WHERE x.tenant = ${tenant} AND x.position >= ${first} AND x.position < ${end}
        ${query.project === undefined ? none : part`AND x.project = ${query.project}`}
        ${query.within === undefined ? none : part`AND x.project = among.project`}
        ${query.aggregateType === undefined ? none : part`AND x.aggregate_type = ${query.aggregateType}`}
        ${query.aggregateId === undefined ? none : part`AND x.aggregate_id = ${query.aggregateId}`}
        ${query.types === undefined ? none : part`AND x.event_type = ANY (${textArray(query.types)}::text[])`}
        ${query.actor === undefined ? none : part`AND x.actor_id = ${query.actor}`}
        ${query.source === undefined ? none : part`AND x.source = ${query.source}`}
        ${query.correlationId === undefined ? none : part`AND x.correlation_id = ${query.correlationId}`}
      ORDER BY x.position ${order}
      LIMIT ${query.limit}`;
  return await sql<EventRow[]>`
    SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
      e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
      to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source,
      e.request_id, e.correlation_id, e.causation_id, e.payload, e.private_commitment IS NOT NULL AS has_private,
      p.body AS private
    FROM (${query.within === undefined ? rows : among(query.within, rows, order, query.limit)}
    ) e
    LEFT JOIN eventstore.event_private p ON p.tenant = ${tenant} AND p.position = e.position
    ORDER BY e.position ${order}`;
}

/** Of each project as many rows as the page takes: so none of the others is read on the way, however far apart they lie. */
function among(projects: readonly string[], rows: Part, order: Part, limit: number): Part {
  return part`
      SELECT y.* FROM unnest(${textArray(projects)}::text[]) AS among (project)
      CROSS JOIN LATERAL (${rows}) y
      ORDER BY y.position ${order}
      LIMIT ${limit}`;
}
