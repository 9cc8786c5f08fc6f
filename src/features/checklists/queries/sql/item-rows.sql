-- Items of a project in document order, its checklists in the order they were applied.
-- $1 tenant, $2 project, $3 checklist (text or null for all)
SELECT i.*
FROM projections.items_v1_items i
JOIN projections.items_v1_checklists c ON c.tenant = i.tenant AND c.project = i.project AND c.checklist = i.checklist
WHERE i.tenant = $1 AND i.project = $2 AND ($3::text IS NULL OR i.checklist = $3)
ORDER BY c.applied_position, i.ordinal
