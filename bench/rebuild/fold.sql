-- What of the items' rows SQL can say by itself: the newest decision of each item.
CREATE TEMP TABLE folded AS
SELECT DISTINCT ON (e.aggregate_id) e.project, e.aggregate_id, e.actor_id, e.actor_kind, e.created_at, e.position,
  e.sequence, d.body #>> '{after,status}' AS status, d.body ->> 'wording_hash' AS wording,
  d.body ->> 'effective_at' AS effective_at, d.body ->> 'measured' AS measured
FROM eventstore.events e CROSS JOIN LATERAL (SELECT e.payload::jsonb AS body) d
WHERE e.tenant = 'default' AND e.aggregate_type = 'item'
ORDER BY e.aggregate_id, e.position DESC
