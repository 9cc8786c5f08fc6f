-- An account, whether it has events that the projection has yet to read, and whether one could not be taken.
-- $1 tenant, $2 account, $3 version of the projection
SELECT a.kind, a.grants, newest.sequence > a.sequence AS behind, failed.set_aside
FROM projections.access_v3_accounts a
CROSS JOIN LATERAL (
  SELECT e.sequence FROM eventstore.events e
  WHERE e.tenant = $1 AND e.aggregate_type = 'access' AND e.aggregate_id = a.account
  ORDER BY e.sequence DESC LIMIT 1
) newest
CROSS JOIN LATERAL (
  SELECT min(f.position) FILTER (WHERE f.state <> 'dismissed') AS set_aside
  FROM projections.failed_events f
  WHERE f.tenant = $1 AND f.projection = 'access' AND f.version = $3 AND f.generation = 'live' AND f.partition = a.account
) failed
WHERE a.tenant = $1 AND a.account = $2
