-- Every tree of a tenant beside its log, by epoch; how old its oldest event without a signed checkpoint is. That event's position is made
-- ready first: as one expression over both tables it is not looked up in the index, and the whole log is read for it.
-- $1 tenant
WITH known AS MATERIALIZED (
  SELECT o.epoch, o.origin, o.first_position, coalesce(t.size, 0) AS size,
    coalesce(t.root, sha256('')) AS root, t.sealed_at, t.checkpoint, coalesce(t.checkpoint_size, 0) AS checkpoint_size,
    t.signers, t.halted, t.halted_at, h.next_position, h.epoch AS head_epoch,
    o.first_position + coalesce(t.checkpoint_size, 0) AS oldest_unsigned
  FROM eventstore.origins o
  JOIN eventstore.log_head h ON h.tenant = o.tenant
  LEFT JOIN sealing.trees t ON t.tenant = o.tenant AND t.epoch = o.epoch
  WHERE o.tenant = $1
)
SELECT k.epoch, k.origin, k.first_position, k.size, k.root,
  to_char(k.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS sealed_at,
  k.checkpoint, k.checkpoint_size, k.signers, k.halted,
  to_char(k.halted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS halted_at,
  k.next_position, k.head_epoch,
  coalesce((
    SELECT greatest(extract(epoch FROM clock_timestamp() - e.created_at), 0)::float8 FROM eventstore.events e
    WHERE e.tenant = $1 AND e.position = k.oldest_unsigned
  ), 0)::float8 AS lag_seconds
FROM known k
ORDER BY k.epoch
