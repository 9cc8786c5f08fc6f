-- A page of some projects in the order they were created.
-- $1 tenant, $2 position to start behind (bigint), $3 limit, $4 project ids (text[])
SELECT p.*, e.body AS description
FROM projections.projects_v1_projects p
LEFT JOIN eventstore.event_private e ON e.tenant = p.tenant AND e.position = p.description_position
WHERE p.tenant = $1 AND p.position > $2 AND p.project = ANY ($4::text[])
ORDER BY p.position
LIMIT $3
