-- Failed events of the live tables, by projection and position.
-- $1 tenant, $2 projections (text[]), $3 their versions (integer[]), $4 states (text[]),
-- $5 and $6 projection and position behind which to start (null: from the first), $7 limit
SELECT f.projection, f.version, f.position, f.partition, f.event_id, f.event_type, f.project, f.failure_count, f.error,
  to_char(f.first_failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS first_failed_at,
  to_char(f.last_failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS last_failed_at,
  to_char(f.retry_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS retry_at, f.state
FROM projections.failed_events f
JOIN unnest($2::text[], $3::integer[]) p (projection, version)
  ON f.projection = p.projection AND f.version = p.version
WHERE f.tenant = $1 AND f.generation = 'live' AND f.state = ANY ($4::text[])
  AND ($5::text IS NULL OR (f.projection, f.position) > ($5, $6::bigint))
ORDER BY f.projection, f.position
LIMIT $7
