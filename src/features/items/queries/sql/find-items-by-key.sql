-- Items of all projects that have a key, behind a place.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit, $6 projects to keep to (text[] or null), $7 key (folded)
SELECT i.* FROM projections.items_v5_items i
WHERE i.tenant = $1 AND i.key = $7 AND (i.project, i.checklist, i.item) > ($2, $3, $4)
  AND ($6::text[] IS NULL OR i.project = ANY ($6))
ORDER BY i.project, i.checklist, i.item
LIMIT $5
