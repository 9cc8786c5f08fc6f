-- Every tree of a tenant beside its log, by epoch; how old its oldest unsealed event is.
-- $1 tenant
SELECT o.epoch, o.origin, o.first_position, coalesce(t.size, 0) AS size,
  coalesce(t.root, sha256('')) AS root,
  to_char(t.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS sealed_at,
  t.checkpoint, coalesce(t.checkpoint_size, 0) AS checkpoint_size, t.signers, t.halted,
  to_char(t.halted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS halted_at,
  h.next_position, h.epoch AS head_epoch,
  coalesce((
    SELECT greatest(extract(epoch FROM clock_timestamp() - e.created_at), 0)::float8 FROM eventstore.events e
    WHERE e.tenant = $1 AND e.position = o.first_position + coalesce(t.size, 0)
  ), 0)::float8 AS lag_seconds
FROM eventstore.origins o
JOIN eventstore.log_head h ON h.tenant = o.tenant
LEFT JOIN sealing.trees t ON t.tenant = o.tenant AND t.epoch = o.epoch
WHERE o.tenant = $1
ORDER BY o.epoch
