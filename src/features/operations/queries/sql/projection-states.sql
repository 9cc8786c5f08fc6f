-- How far the live tables of each projection reflect a tenant's log, and which events they could not take.
-- $1 tenant
SELECT s.projection, s.version, s.position, h.next_position AS head,
  to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS updated_at,
  coalesce(f.retrying, 0)::integer AS retrying, coalesce(f.given_up, 0)::integer AS given_up,
  coalesce(f.dismissed, 0)::integer AS dismissed
FROM projections.state s
JOIN eventstore.log_head h ON h.tenant = s.tenant
LEFT JOIN (
  SELECT f.projection, f.version, count(*) FILTER (WHERE f.state = 'retrying') AS retrying,
    count(*) FILTER (WHERE f.state = 'given_up') AS given_up, count(*) FILTER (WHERE f.state = 'dismissed') AS dismissed
  FROM projections.failed_events f
  WHERE f.tenant = $1 AND f.generation = 'live'
  GROUP BY f.projection, f.version
) f ON f.projection = s.projection AND f.version = s.version
WHERE s.tenant = $1 AND s.generation = 'live'
