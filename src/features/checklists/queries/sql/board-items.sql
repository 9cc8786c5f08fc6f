-- The items of one checklist in document order.
-- $1 tenant, $2 project, $3 checklist
SELECT i.* FROM projections.items_v5_items i
WHERE i.tenant = $1 AND i.project = $2 AND i.checklist = $3
ORDER BY i.ordinal
