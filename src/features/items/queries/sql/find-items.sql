-- Items of all projects by the ids of project, checklist and item, behind a place.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit
SELECT i.* FROM projections.items_v5_items i
WHERE i.tenant = $1 AND (i.project, i.checklist, i.item) > ($2, $3, $4)
ORDER BY i.project, i.checklist, i.item
LIMIT $5
