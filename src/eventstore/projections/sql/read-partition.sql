-- Events of one partition (a project, or a stream above projects) that a projection reads, without private parts.
-- $1 tenant, $2 partition, $3 first position, $4 position behind the last, $5 limit, $6 event types (text[])
SELECT p.* FROM (
  (SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
    e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
    to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
    e.correlation_id, e.causation_id, e.payload
  FROM eventstore.events e
  WHERE e.tenant = $1 AND e.project = $2 AND e.position >= $3 AND e.position < $4 AND e.event_type = ANY ($6::text[])
  ORDER BY e.position LIMIT $5)
  UNION ALL
  (SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
    e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
    to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
    e.correlation_id, e.causation_id, e.payload
  FROM eventstore.events e
  WHERE e.tenant = $1 AND e.project IS NULL AND e.aggregate_id = $2 AND e.position >= $3 AND e.position < $4
    AND e.event_type = ANY ($6::text[])
  ORDER BY e.position LIMIT $5)
) p
ORDER BY p.position
LIMIT $5
