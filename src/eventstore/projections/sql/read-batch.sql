-- A batch of the log for a projection, without private parts. Types that it does not read only end the batch.
-- $1 tenant, $2 first position, $3 limit, $4 event types (text[])
SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
  e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
  e.correlation_id, e.causation_id, CASE WHEN e.event_type = ANY ($4::text[]) THEN e.payload ELSE '{}' END AS payload
FROM eventstore.events e
WHERE e.tenant = $1 AND e.position >= $2
ORDER BY e.position
LIMIT $3
