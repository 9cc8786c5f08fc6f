-- A page of projects in the order they were created.
-- $1 tenant, $2 position to start behind (bigint), $3 limit
SELECT p.*, e.body AS description
FROM projections.projects_v1_projects p
LEFT JOIN eventstore.event_private e ON e.tenant = p.tenant AND e.position = p.description_position
WHERE p.tenant = $1 AND p.position > $2
ORDER BY p.position
LIMIT $3
