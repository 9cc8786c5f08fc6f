-- The columns of leaf-rows.sql with what their commitments are to, for comparing each event with the tree.
-- $1 tenant, $2 first position, $3 position behind the last
SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
  e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
  e.source, e.request_id, e.correlation_id, e.causation_id, e.nonce, e.payload_commitment, e.private_commitment,
  e.payload, e.payload_salt, p.body AS private_body, p.salt AS private_salt
FROM eventstore.events e
LEFT JOIN eventstore.event_private p ON p.tenant = e.tenant AND p.position = e.position
WHERE e.tenant = $1 AND e.position >= $2 AND e.position < $3
ORDER BY e.position
