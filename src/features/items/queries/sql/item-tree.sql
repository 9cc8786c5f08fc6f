-- The tree that an item stands in, in document order.
-- $1 tenant, $2 project, $3 checklist, $4 item id, $5 item key (folded)
SELECT t.*
FROM projections.items_v5_items i
JOIN projections.items_v5_items t
  ON t.tenant = i.tenant AND t.project = i.project AND t.checklist = i.checklist AND t.root = i.root
WHERE i.tenant = $1 AND i.project = $2 AND i.checklist = $3 AND (i.item = $4 OR i.key = $5)
ORDER BY t.ordinal
