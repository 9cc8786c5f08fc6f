-- One project.
-- $1 tenant, $2 project id
SELECT p.*, e.body AS description
FROM projections.projects_v1_projects p
LEFT JOIN eventstore.event_private e ON e.tenant = p.tenant AND e.position = p.description_position
WHERE p.tenant = $1 AND p.project = $2
