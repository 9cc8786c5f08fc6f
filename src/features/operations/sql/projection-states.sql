-- How far the live tables of each projection reflect a tenant's log.
-- $1 tenant
SELECT s.projection, s.version, s.position, h.next_position AS head,
  to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS updated_at
FROM projections.state s
JOIN eventstore.log_head h ON h.tenant = s.tenant
WHERE s.tenant = $1 AND s.generation = 'live'
