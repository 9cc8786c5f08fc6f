-- The checklists of a project in the order they were applied.
-- $1 tenant, $2 project, $3 checklist (text or null for all)
SELECT c.*, (
  SELECT count(*) FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = c.project AND i.checklist = c.checklist
) AS items
FROM projections.items_v5_checklists c
WHERE c.tenant = $1 AND c.project = $2 AND ($3::text IS NULL OR c.checklist = $3)
ORDER BY c.applied_position
