-- Connections that stand, in the order they were added, with where they go; of one that was erased there is no body.
-- $1 tenant, $2 position to start behind (bigint), $3 limit, $4 id or key (folded; text or null: all)
SELECT c.*, p.body AS place
FROM projections.connections_v1_connections c
LEFT JOIN eventstore.event_private p ON p.tenant = c.tenant AND p.position = c.place_position
WHERE c.tenant = $1 AND c.position > $2 AND c.removed_at IS NULL
  AND ($4::text IS NULL OR c.connection = $4 OR lower(c.key) = $4)
ORDER BY c.position
LIMIT $3
