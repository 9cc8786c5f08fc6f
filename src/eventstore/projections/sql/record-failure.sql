-- An event that failed, for the first time or once more. The tenant comes from the head row (docs/adr/0004).
-- $1 tenant, $2 projection, $3 version, $4 generation, $5 position, $6 partition, $7 event id, $8 event type,
-- $9 project, $10 error, $11 milliseconds to the first retry, $12 failures after which it is given up
INSERT INTO projections.failed_events AS f (tenant, projection, version, generation, position, partition, event_id,
  event_type, project, failure_count, error, first_failed_at, last_failed_at, retry_at, state)
SELECT h.tenant, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, t.now, t.now,
  CASE WHEN $12::integer > 1 THEN t.now + $11::bigint * interval '1 millisecond' END,
  CASE WHEN $12::integer > 1 THEN 'retrying' ELSE 'given_up' END
FROM eventstore.log_head h, (SELECT clock_timestamp() AS now) t
WHERE h.tenant = $1
ON CONFLICT (tenant, projection, version, generation, position) DO UPDATE SET
  failure_count = f.failure_count + 1,
  error = excluded.error,
  last_failed_at = excluded.last_failed_at,
  retry_at = CASE WHEN f.failure_count + 1 < $12::integer
    THEN excluded.last_failed_at + $11::bigint * 2 ^ least(f.failure_count, 20) * interval '1 millisecond' END,
  state = CASE WHEN f.failure_count + 1 < $12::integer THEN 'retrying' ELSE 'given_up' END
