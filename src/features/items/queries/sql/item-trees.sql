-- The trees that items of several checklists stand in, each checklist in document order. Without roots: all of it.
-- $1 tenant, $2 projects (text[]), $3 checklists (text[]), $4 roots (text[]), parallel
SELECT t.* FROM (
  SELECT k.project, k.checklist, array_agg(DISTINCT k.root) AS roots, bool_or(k.root = '') AS is_whole
  FROM unnest($2::text[], $3::text[], $4::text[]) k (project, checklist, root)
  GROUP BY k.project, k.checklist
) k
CROSS JOIN LATERAL (
  SELECT i.* FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = k.project AND i.checklist = k.checklist
    AND (k.is_whole OR i.root = ANY (k.roots))
  ORDER BY i.ordinal
) t
ORDER BY t.project, t.checklist, t.ordinal
