-- Records attempts at deliveries, or that some wait, where the worker still has the endpoint. $1 tenant, $2 webhook,
-- $3 epoch of the lease, $4 a list with position, event_id, event_type, aggregate, state, attempts (since it was asked
-- for), added (attempts that this adds), at (time), next_at (of the next one), status, error, log (of the attempt) of each.
INSERT INTO integrations.webhook_deliveries AS d (tenant, webhook, position, event_id, event_type, aggregate, state, attempts,
  attempts_all, first_at, updated_at, next_at, status, error, log)
SELECT c.tenant, c.webhook, r.position, r.event_id, r.event_type, r.aggregate, r.state, r.attempts, r.added, r.at, r.at,
  r.next_at, r.status, r.error, r.log
FROM integrations.webhook_cursors c, json_to_recordset($4::json) AS r (position bigint, event_id uuid, event_type text,
  aggregate text, state text, attempts integer, added integer, at timestamptz, next_at timestamptz, status integer,
  error text, log jsonb)
WHERE c.tenant = $1 AND c.webhook = $2 AND c.epoch = $3
ON CONFLICT (tenant, webhook, position) DO UPDATE SET
  state = excluded.state, attempts = excluded.attempts, attempts_all = d.attempts_all + excluded.attempts_all,
  first_at = CASE WHEN d.state IN ('delivered', 'dead') THEN excluded.first_at ELSE d.first_at END,
  updated_at = excluded.updated_at, next_at = excluded.next_at,
  status = coalesce(excluded.status, d.status), error = excluded.error,
  log = (
    SELECT coalesce(jsonb_agg(x.entry ORDER BY x.n), '[]') FROM (
      SELECT l.entry, l.n FROM jsonb_array_elements(d.log || excluded.log) WITH ORDINALITY l (entry, n) ORDER BY l.n DESC LIMIT 12
    ) x
  )
RETURNING d.position
