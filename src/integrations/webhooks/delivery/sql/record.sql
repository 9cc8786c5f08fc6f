-- Records an attempt at a delivery, or that one waits, where the worker still has the endpoint. $1 tenant, $2 webhook,
-- $3 epoch of the lease, $4 position, $5 event id, $6 event type, $7 aggregate, $8 state, $9 attempts since it was asked
-- for, $10 attempts that this adds, $11 time, $12 time of the next one, $13 status, $14 error, $15 log of the attempt.
INSERT INTO integrations.webhook_deliveries AS d (tenant, webhook, position, event_id, event_type, aggregate, state, attempts,
  attempts_all, first_at, updated_at, next_at, status, error, log)
SELECT c.tenant, c.webhook, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15
FROM integrations.webhook_cursors c WHERE c.tenant = $1 AND c.webhook = $2 AND c.epoch = $3
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
