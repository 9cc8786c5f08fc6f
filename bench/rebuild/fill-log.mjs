import { openPool } from '../../dist/database/connection.js';

const BATCH = 100_000;

/** Appends `events` decisions on the items there are, by SQL, straight into the log; gives how many it holds then. */
export async function fillLog({ superuser }, events) {
  const sql = openPool(superuser, { application: 'bench fill', max: 1 });
  try {
    await sql`
      CREATE TEMP TABLE streams AS
      SELECT row_number() OVER (ORDER BY i.item, i.checklist) - 1 AS n, i.project,
        i.checklist || '/' || i.item AS id, i.key, i.title, i.wording_hash,
        jsonb_build_object('project_key', 'bench', 'checklist_key', i.checklist_key, 'item_key', i.key, 'title', i.title,
          'wording_hash', i.wording_hash, 'effective_at', NULL, 'evidence', '[]'::jsonb, 'measured', NULL)::text AS subject
      FROM projections.items_v5_items i`;
    await sql`CREATE UNIQUE INDEX ON streams (n)`;
    const [{ items }] = await sql`SELECT count(*) AS items FROM streams`;
    const [{ next_position: first }] = await sql`
      SELECT next_position FROM eventstore.log_head WHERE tenant = 'default'`;
    for (let from = 0; from < events; from += BATCH) {
      const to = Math.min(from + BATCH, events);
      // Written directly: what is measured is reading, and appending so many would take as long again.
      await sql`
        INSERT INTO eventstore.events (tenant, position, epoch, event_id, aggregate_type, aggregate_id, sequence,
          event_type, revision, project, actor_id, actor_kind, credential_id, auth_method, outcome, created_at, source,
          request_id, correlation_id, causation_id, nonce, payload, payload_salt, payload_commitment, private_commitment)
        SELECT h.tenant, ${first}::bigint + g.e, h.epoch, gen_random_uuid(), 'item', s.id, 1 + g.e / ${items}::bigint,
          CASE WHEN g.e % 3 = 2 THEN 'item.unchecked' ELSE 'item.checked' END, 1, s.project, 'svc_bench', 'service', 'key_bench',
          'api_key', 'success', h.created_at, 'api', 'req-' || g.e, 'cor-' || g.e, NULL, decode(lpad(to_hex(g.e), 32, '0'), 'hex'),
          overlay(s.subject placing
            CASE WHEN g.e % 3 = 2 THEN '{"before":{"status":"checked"},"after":{"status":"open"},'
              ELSE '{"before":{"status":"open"},"after":{"status":"checked"},' END FROM 1 FOR 1),
          sha256(g.e::text::bytea), sha256(('c' || g.e)::bytea), NULL
        FROM eventstore.log_head h, generate_series(${from}::bigint, ${to}::bigint - 1) g (e)
        JOIN streams s ON s.n = g.e % ${items}::bigint
        WHERE h.tenant = 'default'`;
      await sql`UPDATE eventstore.log_head SET next_position = ${first + to}::bigint WHERE tenant = 'default'`;
    }
    await sql`ANALYZE eventstore.events`;
    return { total: first + events, items };
  } finally {
    await sql.end();
  }
}
