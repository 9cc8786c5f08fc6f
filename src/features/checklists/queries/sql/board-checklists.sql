-- A project's checklists in the order they were applied.
-- $1 tenant, $2 project
SELECT c.* FROM projections.items_v5_checklists c
WHERE c.tenant = $1 AND c.project = $2
ORDER BY c.applied_position
