-- The columns that leaves are made of, in order of position; times as text, since a Date drops microseconds.
-- $1 tenant, $2 first position, $3 position behind the last
SELECT position, epoch, event_id, aggregate_type, aggregate_id, sequence, event_type, revision, project, actor_id,
  actor_kind, credential_id, auth_method, outcome,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
  source, request_id, correlation_id, causation_id, nonce, payload_commitment, private_commitment
FROM eventstore.events
WHERE tenant = $1 AND position >= $2 AND position < $3
ORDER BY position
