-- Answers to conditions and the keys of several projects.
-- $1 tenant, $2 projects (text[])
SELECT k.project AS owner, p.key AS project_key, c.*
FROM unnest($2::text[]) k (project)
LEFT JOIN LATERAL (
  SELECT p.key FROM projections.projects_v1_projects p WHERE p.tenant = $1 AND p.project = k.project LIMIT 1
) p ON true
LEFT JOIN LATERAL (
  SELECT c.* FROM projections.items_v5_conditions c WHERE c.tenant = $1 AND c.project = k.project ORDER BY c.condition
) c ON true
