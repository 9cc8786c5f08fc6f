-- An item wherever its template was applied, behind a place.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit, $6 item id
SELECT i.* FROM projections.items_v5_items i
WHERE i.tenant = $1 AND i.item = $6 AND (i.project, i.checklist, i.item) > ($2, $3, $4)
ORDER BY i.project, i.checklist, i.item
LIMIT $5
