-- What metrics say of a tenant's log and of this node's projections on it. `behind_seconds` is the age of the oldest
-- event that a projection has not read.
-- $1 tenant, $2 projections (text[]), $3 their versions (integer[])
SELECT p.projection, h.epoch, h.next_position AS head, coalesce(s.position, 0) AS position,
  greatest(0, extract(epoch FROM clock_timestamp() - e.created_at))::float8 AS behind_seconds,
  count(f.state) FILTER (WHERE f.state = 'retrying')::integer AS retrying,
  count(f.state) FILTER (WHERE f.state = 'given_up')::integer AS given_up,
  count(f.state) FILTER (WHERE f.state = 'dismissed')::integer AS dismissed
FROM eventstore.log_head h
CROSS JOIN unnest($2::text[], $3::integer[]) p (projection, version)
LEFT JOIN projections.state s ON s.tenant = h.tenant AND s.projection = p.projection AND s.version = p.version
  AND s.generation = 'live'
LEFT JOIN eventstore.events e ON e.tenant = h.tenant AND e.position = coalesce(s.position, 0)
LEFT JOIN projections.failed_events f ON f.tenant = h.tenant AND f.projection = p.projection
  AND f.version = p.version AND f.generation = 'live'
WHERE h.tenant = $1
GROUP BY p.projection, h.epoch, h.next_position, s.position, e.created_at
ORDER BY p.projection
