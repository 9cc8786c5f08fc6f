-- The same batch from where a projection's state row stands, which the caller has locked before in the transaction.
-- $1 tenant, $2 limit, $3 event types (text[]), $4 projection, $5 version, $6 generation
SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
  e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
  e.correlation_id, e.causation_id, CASE WHEN e.event_type = ANY ($3::text[]) THEN e.payload ELSE '{}' END AS payload
FROM eventstore.events e
WHERE e.tenant = $1 AND e.position >= (
  SELECT s.position FROM projections.state s
  WHERE s.tenant = $1 AND s.projection = $4 AND s.version = $5 AND s.generation = $6)
ORDER BY e.position
LIMIT $2
