-- Projects that so many events were recorded of since the newest of their kept states. $1 tenant, $2 version, $3 events
SELECT b.project
FROM projections.items_v5_boards b
CROSS JOIN LATERAL (
  SELECT coalesce(max(k.next_position), 0) AS next
  FROM projections.kept_states k
  WHERE k.tenant = $1 AND k.projection = 'items' AND k.version = $2 AND k.project = b.project
) kept
WHERE b.tenant = $1 AND b.changed_position >= kept.next + $3
  AND $3 <= (
    SELECT count(*) FROM (
      SELECT 1 FROM eventstore.events e
      WHERE e.tenant = $1 AND e.project = b.project AND e.position >= kept.next
      LIMIT $3) recent)
