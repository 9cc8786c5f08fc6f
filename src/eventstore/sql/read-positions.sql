-- Events at given positions with their private parts, and what their leaves are made of beside.
-- $1 tenant, $2 positions (bigint[])
SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
  e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, e.source, e.request_id,
  e.correlation_id, e.causation_id, e.payload, e.private_commitment IS NOT NULL AS has_private, p.body AS private,
  e.nonce, e.payload_commitment, e.private_commitment
FROM eventstore.events e
LEFT JOIN eventstore.event_private p ON p.tenant = e.tenant AND p.position = e.position
WHERE e.tenant = $1 AND e.position = ANY ($2::bigint[])
ORDER BY e.position
