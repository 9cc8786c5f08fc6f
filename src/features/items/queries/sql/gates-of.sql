-- Gates of several projects: what they ask for says which levels count.
-- $1 tenant, $2 projects (text[])
SELECT g.* FROM unnest($2::text[]) k (project)
CROSS JOIN LATERAL (
  SELECT g.* FROM projections.items_v5_gates g WHERE g.tenant = $1 AND g.project = k.project ORDER BY g.gate
) g
