-- Events of several streams, each in sequence order.
-- $1 tenant, $2 aggregate types (text[]), $3 aggregate ids (text[], parallel)
SELECT s.ord, e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
  e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
  e.correlation_id, e.causation_id, e.payload
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY s (type, id, ord)
CROSS JOIN LATERAL (
  SELECT * FROM eventstore.events x
  WHERE x.tenant = $1 AND x.aggregate_type = s.type AND x.aggregate_id = s.id
  ORDER BY x.sequence
) e
